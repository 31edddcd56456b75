import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '../../runtime/migrations/index.ts';
import { SetupError } from '../setup-error.ts';
import { readIfPresent } from '../write-file.ts';
import { CopiedFile, CopyManifest, indexName, markerName } from './copy-layout.ts';
import { readLines } from './read-lines.ts';

export interface Copy {
  folder: string;
  manifest: CopyManifest;
  files: CopiedFile[];
}

/**
 * Opens a copy and holds every byte of it against its hashes; nothing else has been touched by then. Throws a SetupError
 * for what is no copy, was not finished, is damaged, or comes from a newer version.
 */
export async function readCopy(folder: string, signal?: AbortSignal): Promise<Copy> {
  const manifest = readManifest(folder);
  const found = await digest(join(folder, indexName));
  if (found?.sha256 !== manifest.index.sha256) throw damaged(folder, [indexName]);
  const files: CopiedFile[] = [];
  for await (const line of readLines(createReadStream(join(folder, indexName)))) {
    files.push(CopiedFile.parse(JSON.parse(line)));
  }
  const wrong: string[] = [];
  for (const { path, bytes, sha256 } of files) {
    signal?.throwIfAborted();
    const present = await digest(join(folder, path));
    if (present?.bytes !== bytes || present.sha256 !== sha256) wrong.push(path);
  }
  if (wrong.length > 0) throw damaged(folder, wrong);
  const newest = Math.max(...migrations.map(({ id }) => id));
  if (manifest.migrations.some((id) => id > newest)) {
    throw new SetupError('The copy was made by a newer version of Perennial.', ['update, then restore it']);
  }
  return { folder, manifest, files };
}

function readManifest(folder: string): CopyManifest {
  const text = readIfPresent(join(folder, markerName));
  if (text === null) {
    throw new SetupError(`There is no whole copy of an installation in ${folder}.`, [
      `a whole one has a ${markerName}, which is written at the end: this one may have been interrupted`,
    ]);
  }
  const manifest = CopyManifest.safeParse(parseJson(text));
  if (!manifest.success) throw damaged(folder, [markerName]);
  return manifest.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // damaged, as the caller will say
  }
}

const damaged = (folder: string, paths: string[]) =>
  new SetupError(
    `The copy in ${folder} is damaged: ${paths.slice(0, 5).join(', ')}${paths.length > 5 ? ` and ${paths.length - 5} more` : ''} missing or changed.`,
    ['take another copy; nothing was restored'],
  );

/** Null when there is no such file. */
async function digest(path: string): Promise<{ bytes: number; sha256: string } | null> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return { bytes, sha256: hash.digest('hex') };
}
