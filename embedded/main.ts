import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { backupInstallation as backupInstallationCommand } from '../cli/commands/backup-installation.ts';
import { restoreInstallation as restoreInstallationCommand } from '../cli/commands/restore-installation.ts';
import { CommandError } from '../cli/dependencies.ts';
import { createProgram } from '../cli/main.ts';
import { lockOwner, takeHome } from './lock-home.ts';
import { dataPaths, projectRoot } from './paths.ts';
import { describeSetupError, SetupError } from './setup-error.ts';
import { startStack } from './start-stack.ts';
import { stopLeftovers } from './stop-leftovers.ts';
import { writePrivate } from './write-file.ts';

const settingsFile = join(projectRoot, '.env');
if (existsSync(settingsFile)) process.loadEnvFile(settingsFile);

const { env } = process;
const home = env.PERENNIAL_HOME ? resolve(env.PERENNIAL_HOME) : join(projectRoot, '.perennial');
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => interrupted.abort(new CommandError('Interrupted.')));
}
// The reader of a pipe may go away; that is no reason to fall over.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const print = (line: string) => process.stdout.write(`${line}\n`);
const log = (line: string) => process.stderr.write(`· ${line}\n`);

async function clearLeftovers(): Promise<number> {
  const release = takeHome(dataPaths(home));
  try {
    return await stopLeftovers(home);
  } finally {
    release();
  }
}

function readPort(): number {
  const port = env.PORT ? Number(env.PORT) : 8420;
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new SetupError(`PORT=${env.PORT} is no port.`, [
    'give a number from 1 to 65535, or 0 for free ports',
  ]);
}

try {
  const port = readPort();
  const program = createProgram({
    home,
    port,
    launch: (options) => startStack({ home, port, ...options }),
    owner: () => lockOwner(dataPaths(home).lock),
    clearLeftovers,
    writePrivate,
    print,
    log,
    interrupted: interrupted.signal,
  });
  program
    .command('dev')
    .description('start for working on the code: changes are built and loaded at once')
    .action(async () => {
      // Only here: Vite is for building, not for running.
      const { develop } = await import('./dev.ts');
      await develop({ home, port, log, interrupted: interrupted.signal });
    });
  // What only these two need is loaded by them: it takes as long as a start's own work.
  const place = { home, port, log, signal: interrupted.signal };
  program
    .command('backup-installation')
    .argument('<folder>', 'new folder for the copy')
    .description('copy database, files and keys of the stopped installation into one folder')
    .action(async (folder: string) => {
      const { backupInstallation } = await import('./installation/backup-installation.ts');
      await backupInstallationCommand(print, (to) => backupInstallation(place, to), folder);
    });
  program
    .command('restore-installation')
    .argument('<folder>', 'a copy that backup-installation made')
    .description('make an installation of a copy, in an empty data folder')
    .action(async (folder: string) => {
      const { restoreInstallation } = await import('./installation/restore-installation.ts');
      await restoreInstallationCommand(print, (from) => restoreInstallation(place, from), folder);
    });
  await program.parseAsync(process.argv);
} catch (error) {
  const wasAsked = interrupted.signal.aborted;
  if (!wasAsked || !(error instanceof CommandError)) process.stderr.write(`\n${explain(error)}\n`);
  process.exitCode = wasAsked ? 130 : 1;
}
// Connections that are kept alive must not hold the program back.
process.exit();

function explain(error: unknown): string {
  if (error instanceof SetupError) return describeSetupError(error);
  if (!(error instanceof Error)) return String(error);
  return error instanceof CommandError || env.LOG_LEVEL !== 'debug'
    ? error.message
    : (error.stack ?? error.message);
}
