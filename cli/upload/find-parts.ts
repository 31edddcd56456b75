import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mostParts } from '../../schemas/contracts/imports.ts';
import { CommandError } from '../dependencies.ts';
import { isLitter } from './list-folder.ts';
import { openFolder } from './open-folder.ts';
import { openZip } from './open-zip.ts';
import type { Part } from './part.ts';

/**
 * What the paths of a command stand for: ZIP files, an unpacked archive, or a folder with the ZIP files of one. The
 * parts come in the order of their names, each once. Throws a CommandError that says which path is wrong and why.
 */
export async function findParts(
  paths: readonly string[],
  options: { log: (line: string) => void; signal: AbortSignal },
): Promise<Part[]> {
  const zips = new Set<string>();
  const folders = new Set<string>();
  for (const path of paths) {
    const kind = await kindOf(path);
    if (kind === 'file') zips.add(await realpath(path));
    else if (kind.zips.length === 0) folders.add(await realpath(path));
    else {
      if (kind.others > 0) options.log(`of ${path}, only the ${kind.zips.length} ZIP files are taken`);
      for (const name of kind.zips) zips.add(await realpath(join(path, name)));
    }
  }
  const parts: Part[] = [];
  for (const path of zips) parts.push(await openZip(path));
  for (const folder of folders) parts.push(await openFolder(folder, options));
  if (parts.length > mostParts) {
    throw new CommandError(`These are ${parts.length} parts; an archive may have ${mostParts}.`);
  }
  return withoutTwins(parts.sort((a, b) => (a.name < b.name ? -1 : 1)));
}

async function kindOf(path: string): Promise<'file' | { zips: string[]; others: number }> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(
      error.code === 'ENOENT' ? `There is no ${path}.` : `${path} can’t be read (${error.code}).`,
    );
  });
  if (found.isFile()) return 'file';
  if (!found.isDirectory()) throw new CommandError(`${path} is neither a file nor a folder.`);
  const entries = (await readdir(path, { withFileTypes: true })).filter(({ name }) => !isLitter(name));
  if (entries.length === 0) throw new CommandError(`The folder ${path} is empty.`);
  const zips = entries.filter((entry) => !entry.isDirectory() && /\.zip$/i.test(entry.name));
  return { zips: zips.map(({ name }) => name), others: entries.length - zips.length };
}

/** The same download in two places is one part. */
function withoutTwins(parts: readonly Part[]): Part[] {
  return parts.filter(
    (part, index) =>
      !parts
        .slice(0, index)
        .some(({ name, fingerprint }) => name === part.name && fingerprint === part.fingerprint),
  );
}
