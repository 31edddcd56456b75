import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DataPaths } from './paths.ts';
import { portHolder } from './port-holder.ts';
import { isFree } from './ports.ts';
import { SetupError } from './setup-error.ts';

interface Problem {
  what: string;
  fix: string[];
}

/** Whether this machine and the data folder will do at all; throws a SetupError with the fixes. */
export function checkHome({ home, restoring }: DataPaths, options: { restoring?: boolean } = {}): void {
  report([checkPlatform(), checkFolder(home), options.restoring ? null : checkWhole(home, restoring)]);
}

/** Whether there is room on the disk and the API's port is free; throws one SetupError naming all problems. */
export async function checkStart(
  paths: DataPaths,
  options: { env: NodeJS.ProcessEnv; apiPort: number | undefined },
): Promise<void> {
  report([checkDisk(paths.home, options.env), await checkPort(options.apiPort)]);
}

function report(found: (Problem | null)[]): void {
  const problems = found.filter((problem) => problem !== null);
  if (problems.length === 0) return;
  throw new SetupError(
    problems.map(({ what }) => what).join('\n'),
    problems.flatMap(({ fix }) => fix),
  );
}

function checkPlatform(): Problem | null {
  if (['linux', 'darwin'].includes(process.platform)) return null;
  return {
    what: `The embedded servers run on Linux and macOS, not on ${process.platform}.`,
    fix: ['use WSL 2 (https://learn.microsoft.com/windows/wsl/install)', 'or docker compose up'],
  };
}

function checkFolder(home: string): Problem | null {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    accessSync(home, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return {
      what: `The data folder ${home} can’t be written: ${(error as Error).message}`,
      fix: [
        `make it writable: sudo chown -R $(id -u) ${dirname(home)}`,
        'or choose another: PERENNIAL_HOME=/some/folder',
      ],
    };
  }
}

function checkWhole(home: string, marker: string): Problem | null {
  if (!existsSync(marker)) return null;
  return {
    what: `A restoration into the data folder ${home} did not come to its end.`,
    fix: ['delete the folder and restore the copy again: npx perennial restore-installation <copy>'],
  };
}

function checkDisk(home: string, env: NodeJS.ProcessEnv): Problem | null {
  const needed = Number(env.PERENNIAL_MIN_DISK_MB || 2048);
  const { bavail, bsize } = statfsSync(home);
  const free = Math.floor((bavail * bsize) / 2 ** 20);
  if (free >= needed) return null;
  return {
    what: `Only ${free} MB are free where the data folder ${home} lies; ${needed} MB are wanted.`,
    fix: [
      'free some space, or choose another place: PERENNIAL_HOME=/bigger/disk/perennial',
      'or ask for less: PERENNIAL_MIN_DISK_MB=500',
    ],
  };
}

/** Port 0 can't be busy; undefined: no API is started. */
async function checkPort(port: number | undefined): Promise<Problem | null> {
  if (!port || (await isFree(port))) return null;
  const holder = portHolder(port);
  return {
    what: `Port ${port} is in use${holder ? ` by ${holder}` : ''}.`,
    fix: [
      'stop that program',
      `or choose another port: PORT=${port + 100}`,
      'or let free ports be chosen: PORT=0',
    ],
  };
}
