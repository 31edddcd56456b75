import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { RunFile } from '../schemas/contracts/run-file.ts';
import type { DataPaths } from './paths.ts';
import { isRunning, startMark } from './process-table.ts';
import { SetupError } from './setup-error.ts';
import { readIfPresent } from './write-file.ts';

export interface LockOwner {
  pid: number;
  mark: string | null;
  since: string;
}

/** Who holds a data folder, if that process is still the one that took the lock. */
export function lockOwner(path: string): LockOwner | null {
  const text = readIfPresent(path);
  if (text === null) return null;
  try {
    const owner = JSON.parse(text) as LockOwner;
    return isRunning(owner.pid, owner.mark) ? owner : null;
  } catch {
    return null; // cut short by a crash while it was written: nobody holds it
  }
}

/**
 * Takes a data folder for this process and gives the function that lets it go. A lock whose owner is dead is
 * taken over; throws a SetupError when the owner lives.
 */
export function takeHome(paths: DataPaths): () => void {
  mkdirSync(paths.home, { recursive: true, mode: 0o700 });
  const path = paths.lock;
  const own: LockOwner = {
    pid: process.pid,
    mark: startMark(process.pid),
    since: new Date().toISOString(),
  };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    // A link either appears whole or fails: no other start ever sees half a lock.
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (tryLink(draft, path)) return () => rmSync(path, { force: true });
      const owner = lockOwner(path);
      if (owner) throw inUse(paths, owner);
      setAsideStale(path);
    }
    throw new Error(`The lock ${path} could not be taken.`);
  } finally {
    rmSync(draft, { force: true });
  }
}

function inUse(paths: DataPaths, owner: LockOwner): SetupError {
  const run = RunFile.safeParse(JSON.parse(readIfPresent(paths.run) ?? 'null'));
  const where = run.data?.services.api?.url ?? 'still starting';
  return new SetupError(
    `Perennial already runs on the data folder ${paths.home} (pid ${owner.pid}, ${where}).`,
    [
      'use that one',
      'or stop it: npx perennial stop',
      'or start another on its own folder and port: PERENNIAL_HOME=.perennial-2 PORT=8520 npm start',
    ],
  );
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Another start may have replaced the stale lock a moment ago: then it is put back. */
function setAsideStale(path: string): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (lockOwner(aside)) tryLink(aside, path);
  rmSync(aside, { force: true });
}
