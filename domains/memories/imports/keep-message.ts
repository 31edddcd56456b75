import { createHash } from 'node:crypto';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ulid } from 'ulid';
import type { ArchiveFile, ArchiveFiles } from '../../../providers/archive/archive-reader.ts';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { backupFolder } from '../archive/archive-layout.ts';

/** Below the backup's folder: what stands in front of `messages/` differs from era to era. */
export function messagePathOf({ path }: Pick<ArchiveFile, 'path'>): string {
  const at = `/${path}`.indexOf('/messages/');
  return at < 0 ? `messages/${path}` : path.slice(at);
}

/** Two parts may have different files of one name: `message_1.json`, then `message_1 (2).json`. */
const numbered = (path: string, nth: number) =>
  nth === 1 ? path : path.replace(/(\.[^./]*)?$/, (extension) => ` (${nth})${extension}`);

/**
 * Copies one file of messages into the backup's folder as it is, streamed; it goes into the ZIP and is shown nowhere
 * else. One that is there already is left. Throws what reading the archive throws.
 */
export async function keepMessage(
  { mongo, blobs, clock }: Pick<Runtime, 'mongo' | 'blobs' | 'clock'>,
  backup: BackupDoc,
  files: ArchiveFiles,
  /** `nth` of this path in the archive, from 1. */
  { file, nth }: { file: ArchiveFile; nth: number },
  signal?: AbortSignal,
): Promise<void> {
  const path = numbered(messagePathOf(file), nth);
  const key = { workspaceId: backup.workspaceId, backupId: backup._id, path };
  if (await mongo.models.backupFiles.exists(key)) return;
  const blobName = `${backupFolder(backup)}/${path}`;
  const source = await files.open(file, signal);
  const hash = createHash('sha256');
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const target = new PassThrough();
  const contentType = path.endsWith('.json') ? 'application/json' : 'application/octet-stream';
  await Promise.all([
    pipeline(source, meter, target),
    blobs
      .putStream('backups', blobName, target, { contentType, ...(signal ? { signal } : {}) })
      .catch((error: Error) => {
        // Nobody reads on: the other side has to end, too.
        target.destroy(error);
        throw error;
      }),
  ]);
  await mongo.models.backupFiles.updateOne(
    key,
    { $set: { blobName, bytes, sha256: hash.digest('hex') }, $setOnInsert: { _id: ulid(clock.now()) } },
    { upsert: true },
  );
}
