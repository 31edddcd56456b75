import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Backup, memoriesRoutes } from '../schemas/contracts/memories.ts';
import { type ApiClient, fillPath } from './api-client.ts';
import { CommandError } from './dependencies.ts';

/**
 * Saves the ZIP of a backup, readable by its owner alone. It is held against its checksum before it gets its name:
 * what was there of that name stays until then.
 */
export async function saveArchive(
  api: ApiClient,
  backup: Backup,
  path: string,
  signal: AbortSignal,
): Promise<{ bytes: number }> {
  const { archive } = backup;
  if (!archive) throw new CommandError('The backup has no ZIP.');
  const answer = await api.request(fillPath(memoriesRoutes.archive, { backupId: backup.id }), { signal });
  if (!answer.body) throw new CommandError('The ZIP came empty.');
  // Its own name: a file of somebody else's is neither written over nor removed, and the mode holds for new ones only.
  const part = `${path}.${process.pid}.part`;
  const hash = createHash('sha256');
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await pipeline(
      Readable.fromWeb(answer.body),
      async function* measure(source: AsyncIterable<Uint8Array>) {
        for await (const piece of source) {
          hash.update(piece);
          yield piece;
        }
      },
      createWriteStream(part, { flags: 'wx', mode: 0o600 }),
      { signal },
    );
    if (hash.digest('hex') !== archive.sha256) {
      throw new CommandError('The ZIP did not arrive as it was made. Please try again.');
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    if (isFileError(error)) throw new CommandError(`The ZIP can’t be saved to ${path} (${error.code}).`);
    throw error;
  }
  return { bytes: archive.bytes };
}

const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error &&
  ['mkdir', 'open', 'write', 'rename'].includes(String((error as NodeJS.ErrnoException).syscall));
