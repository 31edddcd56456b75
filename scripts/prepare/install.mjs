import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashFiles, readJson, root, say } from './common.mjs';

const stampFile = join(root, 'node_modules', '.perennial-install.json');

/**
 * Installs the dependencies when package-lock.json is not the one that was installed last.
 * `PERENNIAL_INSTALL=off` leaves that to whoever packaged the checkout.
 */
export async function install() {
  if (process.env.PERENNIAL_INSTALL === 'off') return;
  const wanted = { lock: hashFiles(['package-lock.json']), system: `${process.platform}-${process.arch}` };
  const stamp = readJson(stampFile);
  if (stamp && stamp.lock === wanted.lock && stamp.system === wanted.system) return;
  if (!stamp?.system || stamp.system === wanted.system) {
    if (isInstalled()) return writeFileSync(stampFile, JSON.stringify(wanted));
  }
  say('installing dependencies: a minute or two, the first time only');
  const since = Date.now();
  await npmCi();
  writeFileSync(stampFile, JSON.stringify(wanted));
  say(`dependencies are installed (${Math.round((Date.now() - since) / 1000)} s)`);
}

/** Whether somebody ran npm by hand already: npm keeps a list of what is in node_modules. */
function isInstalled() {
  const there = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  const wanted = readJson(join(root, 'package-lock.json'))?.packages;
  if (!there || !wanted) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || (there[path] ? there[path].version === version : optional),
  );
}

function npmCi() {
  const script = process.env.npm_execpath;
  const [command, first] =
    script?.endsWith('npm-cli.js') && existsSync(script) ? [process.execPath, [script]] : ['npm', []];
  // Building the web interface needs the development dependencies, also under NODE_ENV=production.
  const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
    child.on('error', (error) => reject(new Error(`npm could not be run: ${error.message}`)));
    child.on('exit', (code) =>
      code === 0
        ? resolve()
        : reject(
            new Error(
              `npm ci ended with code ${code}: its message stands above.\n` +
                '  → check that the package registry can be reached (npm ping), then start again',
            ),
          ),
    );
  });
}
