import type { Runtime } from '../../../runtime/create-runtime.ts';
import { conflict, notFound } from '../../../schemas/contracts/errors.ts';
import { openJobStates } from '../../../schemas/contracts/jobs.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';

const dayMs = 24 * 3_600_000;

/**
 * Hides a backup; it is erased when the days of grace are over. Deleting it again changes nothing. Throws 409
 * `memories.backup_running` while it is at work: whoever wants it gone cancels it first, and sees it stop.
 */
export async function deleteBackup(
  { mongo, clock, env }: Pick<Runtime, 'mongo' | 'clock' | 'env'>,
  backup: Pick<BackupDoc, '_id' | 'workspaceId'>,
): Promise<BackupDoc> {
  const { backups } = mongo.models;
  const own = { _id: backup._id, workspaceId: backup.workspaceId };
  const now = clock.now();
  const purgeAt = new Date(now + env.BACKUP_GRACE_DAYS * dayMs);
  const deleted = await backups
    .findOneAndUpdate(
      { ...own, deletedAt: null, state: { $nin: openJobStates } },
      { $set: { deletedAt: new Date(now), purgeAt } },
      { returnDocument: 'after' },
    )
    .lean();
  if (deleted) return deleted;
  const current = await backups.findOne(own).lean();
  if (!current) throw notFound('backup');
  if (current.deletedAt) return current;
  throw conflict(
    'memories.backup_running',
    'This backup is still at work. Cancel it first, then delete it.',
    {
      jobId: current.jobId,
    },
  );
}
