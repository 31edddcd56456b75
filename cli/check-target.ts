import { type Stats, statSync } from 'node:fs';
import { open, realpath, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CommandError } from './dependencies.ts';

/**
 * Whether a ZIP can be saved to `out` (a file, or a folder that takes it under the backup's own name); asked before the
 * work, so that nobody waits for an import that can't be saved. Throws a CommandError: no such folder, can't be written,
 * one of the `inputs`, no plain file, or a file that is there already and no `force`.
 */
export async function checkTarget(out: string, inputs: readonly string[], force: boolean): Promise<void> {
  const found = look(out);
  if (found?.isDirectory()) return await tryFolder(out);
  if (!look(dirname(resolve(out)))?.isDirectory())
    throw new CommandError(`There is no folder ${dirname(resolve(out))} to save the ZIP in.`);
  if (found && !found.isFile()) throw new CommandError(`${out} is no plain file: give the ZIP another name.`);
  if (found && (await isOneOf(out, inputs)))
    throw new CommandError(`${out} is what is imported: give the ZIP of the backup another name.`);
  if (found && !force)
    throw new CommandError(`There is a ${out} already: choose another name, or add --force to replace it.`);
  await tryFolder(dirname(resolve(out)));
}

/** Where the ZIP of this name goes in a folder: beside what is there, with a number, unless that may be replaced. */
export function placeInFolder(folder: string, name: string, force: boolean): string {
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? `${name}.zip` : `${name} (${number}).zip`);
    if (force || !look(path)) return resolve(path);
  }
}

const look = (path: string): Stats | undefined => statSync(path, { throwIfNoEntry: false });

async function isOneOf(out: string, inputs: readonly string[]): Promise<boolean> {
  const { dev, ino } = statSync(await realpath(out));
  return inputs.some((input) => {
    const found = look(input);
    return found?.dev === dev && found.ino === ino;
  });
}

/** A file that is made and removed again: rights alone do not tell (a read-only disk, `/proc`). */
async function tryFolder(folder: string): Promise<void> {
  const path = join(folder, `.perennial-${process.pid}.part`);
  try {
    await (await open(path, 'wx', 0o600)).close();
  } catch (error) {
    throw new CommandError(`Nothing can be saved in ${folder} (${(error as NodeJS.ErrnoException).code}).`);
  }
  await rm(path, { force: true });
}
