import { fail } from './common.mjs';

const wanted = [20, 19];

/** The oldest Node that runs everything here (package.json, engines). */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > wanted[0] || (major === wanted[0] && minor >= wanted[1])) return;
  fail(
    `Perennial needs Node ${wanted.join('.')} or newer; this is ${version}.\n` +
      '  → install the current LTS from https://nodejs.org, or with a version manager: nvm install --lts',
  );
}
