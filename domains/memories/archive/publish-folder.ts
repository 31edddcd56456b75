import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { backupFolder, documentNames } from './archive-layout.ts';
import { listImages } from './list-images.ts';
import { openArchive } from './open-archive.ts';
import type { WrittenArchive } from './write-archive.ts';

/**
 * Puts what belongs into the backup's folder beside the ZIP: its JSON files, taken from the ZIP so that both say the
 * same, and copies of the images where the installation wants them.
 */
export async function publishFolder(
  dependencies: Pick<Runtime, 'mongo' | 'blobs' | 'env'>,
  backup: BackupDoc,
  archive: WrittenArchive,
  signal?: AbortSignal,
): Promise<void> {
  const { blobs } = dependencies;
  const folder = backupFolder(backup);
  const names = new Set<string>(documentNames.map((name) => `${folder}/${name}`));
  const { zip } = await openArchive({ blobs }, archive);
  for await (const entry of zip.eachEntry()) {
    signal?.throwIfAborted();
    if (!names.has(entry.fileName)) continue;
    const stream = await zip.openReadStreamPromise(entry);
    await blobs.putStream('backups', entry.fileName, stream, {
      contentType: 'application/json',
      ...(signal ? { signal } : {}),
    });
  }
  if (dependencies.env.BACKUP_IMAGE_COPIES) await copyImages(dependencies, backup, signal);
}

async function copyImages(
  dependencies: Pick<Runtime, 'mongo' | 'blobs'>,
  backup: BackupDoc,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { blobs } = dependencies;
  for await (const { path, bytes, blobName, mime } of listImages(dependencies, backup)) {
    signal?.throwIfAborted();
    const name = `${backupFolder(backup)}/${path}`;
    if ((await blobs.stat('backups', name))?.bytes === bytes) continue;
    const stream = await blobs.open('assets', blobName);
    if (!stream) throw new Error(`The blob ${blobName} is missing.`);
    await blobs.putStream('backups', name, stream, { contentType: mime });
  }
}
