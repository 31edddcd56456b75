/**
 * `node scripts/bootstrap.mjs <command> [arguments]`: makes the checkout ready (dependencies, build) and runs a command.
 * Plain Node without dependencies, because it is what brings them. `build` (`build server`, `build web`) only prepares; `test` runs the tests;
 * `bench` and `faults` run the measurements and the experiments;
 * the rest are commands of the `perennial` program.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './prepare/build.mjs';
import { checkNode } from './prepare/check-node.mjs';
import { fail, root, say } from './prepare/common.mjs';
import { install } from './prepare/install.mjs';

/** What is no part of the programs runs from its sources. */
const workbench = { bench: 'bench/main.ts', faults: 'test/faults/main.ts' };

const [command = 'help', ...args] = process.argv.slice(2);

checkNode();
try {
  await install();
  await build(partsFor(command));
} catch (error) {
  fail(error.message);
}

if (command === 'build') {
  say('built');
} else if (command === 'test') {
  await runTests();
} else if (command in workbench) {
  runChild(['--import', './scripts/register-ts.mjs', workbench[command], ...args]);
} else {
  process.argv.splice(1, process.argv.length - 1, 'perennial', command, ...args);
  await import(pathToFileURL(join(root, 'dist', 'embedded', 'main.js')).href);
}

/** What has to be built: the commands that ask a running installation, and `dev`, do without the pages. */
function partsFor(name) {
  if (name === 'build') return args;
  return ['start', 'demo', 'test', 'bench'].includes(name) ? [] : ['server'];
}

/** Fetches the servers that tests need, then hands over to Jest; extra arguments are Jest's. */
async function runTests() {
  const { fetchTestTools } = await import(
    pathToFileURL(join(root, 'dist', 'embedded', 'fetch-test-tools.js')).href
  );
  try {
    await fetchTestTools(say);
  } catch (error) {
    fail(error.message);
  }
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  runChild(['--experimental-vm-modules', jest, ...args]);
}

function runChild(args) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}
