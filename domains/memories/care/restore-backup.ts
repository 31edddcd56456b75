import type { Runtime } from '../../../runtime/create-runtime.ts';
import { conflict, notFound } from '../../../schemas/contracts/errors.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';

/** Undoes a deletion. Throws 409 when there is none to undo, or its erasure has begun. */
export async function restoreBackup(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  backup: Pick<BackupDoc, '_id' | 'workspaceId'>,
): Promise<BackupDoc> {
  const { backups } = mongo.models;
  const own = { _id: backup._id, workspaceId: backup.workspaceId };
  const restored = await backups
    .findOneAndUpdate(
      { ...own, deletedAt: { $ne: null }, purgeAt: { $gt: clock.date() } },
      { $set: { deletedAt: null, purgeAt: null } },
      { returnDocument: 'after' },
    )
    .lean();
  if (restored) return restored;
  const current = await backups.findOne(own).lean();
  if (!current) throw notFound('backup');
  throw current.deletedAt
    ? conflict('memories.backup_erased', 'The time in which this backup could be restored is over.')
    : conflict('memories.backup_not_deleted', 'This backup is not deleted.');
}
