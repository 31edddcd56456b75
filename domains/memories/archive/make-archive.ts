import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { publishFolder } from './publish-folder.ts';
import { verifyArchive } from './verify-archive.ts';
import { ArchiveSuperseded, writeArchive } from './write-archive.ts';

/**
 * Writes the backup's ZIP, reads it back, and only then offers it: the row tells of a ZIP when it is whole and
 * checked. The one of an earlier attempt is offered until the moment it is replaced.
 */
export async function makeArchive(
  dependencies: Pick<Runtime, 'mongo' | 'blobs' | 'env' | 'clock'>,
  backup: BackupDoc,
  options: { signal?: AbortSignal; onEntry?: (done: number, total: number) => void } = {},
): Promise<NonNullable<BackupDoc['archive']>> {
  const { backups } = dependencies.mongo.models;
  const own = { _id: backup._id, workspaceId: backup.workspaceId };
  const { signal } = options;
  const stop = signal ? { signal } : {};
  const written = await writeArchive(dependencies, backup, {
    ...stop,
    // Writing and reading back are half of the way each.
    onEntry: (done, total) => options.onEntry?.(done, 2 * total),
    // Only the one that is replaced: a worker that was stalled must not withdraw what another has offered since.
    beforeCommit: (replaced) =>
      backups.updateOne({ ...own, 'archive.etag': { $in: [replaced, null] } }, { $set: { archive: null } }),
  });
  const { manifestSha256 } = await verifyArchive(dependencies, backup, written, {
    ...stop,
    onEntry: (done) => options.onEntry?.(written.entries + done, 2 * written.entries),
  });
  await publishFolder(dependencies, backup, written, signal);
  const archive = { ...written, manifestSha256, verifiedAt: dependencies.clock.date() };
  if ((await dependencies.blobs.stat('backups', written.blobName))?.etag !== written.etag)
    throw new ArchiveSuperseded();
  await backups.updateOne(own, { $set: { archive } });
  return archive;
}
