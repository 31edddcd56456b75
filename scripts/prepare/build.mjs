import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withBuildLock } from './build-lock.mjs';
import { hashFiles, readJson, root, say } from './common.mjs';

const run = promisify(execFile);
const dist = join(root, 'dist');
const stampFile = join(dist, '.build.json');

/** Folders that are no part of the programs: tests, measurements, and what is built for browsers. */
const notServer = new Set(['node_modules', 'dist', 'web', 'test', 'bench', 'coverage']);

const parts = {
  server: {
    sources: () => [...filesIn('.', (path) => path.endsWith('.ts'), notServer), ...settings],
    results: ['embedded/main.js', 'workflow-bundle.js'],
    make: makeServer,
  },
  web: {
    sources: () => [
      ...filesIn('web', () => true, new Set(['node_modules'])),
      ...filesIn('schemas/contracts', () => true, new Set()),
      ...settings,
    ],
    results: ['web/index.html'],
    make: makeWeb,
  },
};
const settings = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

/** Builds what changed since the last build, told by content; the second time nothing. `only`: names of parts. */
export async function build(only = []) {
  const outdated = () => outdatedParts().filter((name) => only.length === 0 || only.includes(name));
  if (outdated().length === 0) return;
  mkdirSync(dist, { recursive: true });
  await withBuildLock(join(dist, '.build.lock'), async () => {
    const names = outdated(); // somebody else may just have built it
    if (names.length === 0) return;
    say(`building ${names.join(' and ')}`);
    const since = Date.now();
    await Promise.all(
      names.map(async (name) => {
        const stamp = stampOf(name);
        writeStamp(name, null); // an interrupted build counts as none
        await parts[name].make();
        writeStamp(name, stamp);
      }),
    );
    say(`built (${((Date.now() - since) / 1000).toFixed(1)} s)`);
  });
}

const stampOf = (name) => hashFiles(parts[name].sources().sort());

function outdatedParts() {
  const last = readJson(stampFile) ?? {};
  return Object.keys(parts).filter(
    (name) =>
      last[name] !== stampOf(name) || !parts[name].results.every((file) => existsSync(join(dist, file))),
  );
}

function writeStamp(name, stamp) {
  const draft = `${stampFile}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ ...readJson(stampFile), [name]: stamp }));
  renameSync(draft, stampFile);
}

function filesIn(folder, wanted, skip) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || skip.has(entry.name)) return [];
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesIn(path, wanted, skip);
    return entry.isFile() && wanted(path) ? [path] : [];
  });
}

async function makeServer() {
  // Types are checked by `npm run check`; here they would only cost time.
  await tool('typescript/bin/tsc', ['-p', 'tsconfig.build.json', '--noCheck']);
  removeOrphans('');
  await tool('../scripts/build-workflow-bundle.mjs', []);
}

async function makeWeb() {
  await tool('vite/bin/vite.js', ['build', 'web', '--logLevel', 'warn']);
}

async function tool(script, args) {
  try {
    await run(process.execPath, [join(root, 'node_modules', script), ...args], {
      cwd: root,
      maxBuffer: 16 << 20,
    });
  } catch (error) {
    throw new Error(`The build failed in ${script}:\n${error.stdout ?? ''}${error.stderr ?? error.message}`);
  }
}

/** A file whose source is gone must not be loaded any more (migrations are found by listing their folder). */
function removeOrphans(folder) {
  for (const entry of readdirSync(join(dist, folder), { withFileTypes: true })) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory() && path !== 'web') removeOrphans(path);
    const source = /^(.+)\.js(\.map)?$/.exec(path)?.[1];
    if (!entry.isFile() || !source || path === 'workflow-bundle.js') continue;
    if (!existsSync(join(root, `${source}.ts`))) rmSync(join(dist, path));
  }
}
