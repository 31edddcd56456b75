import type { ClientSession } from 'mongoose';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { conflict } from '../../schemas/contracts/errors.ts';
import { openJobStates } from '../../schemas/contracts/jobs.ts';
import type { BackupDoc } from '../../schemas/models/backup.ts';

/**
 * Throws 409, with the running job's id, while another backup of the account is at work. Part of the
 * transaction that starts this one.
 */
export async function refuseSecondBackup(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  session: ClientSession,
  backup: Pick<BackupDoc, '_id' | 'workspaceId' | 'connectionId'>,
): Promise<void> {
  const { workspaceId, connectionId } = backup;
  // Writing to the connection makes two starts at once conflict: the second then sees the first one's backup.
  await mongo.models.connections.updateOne(
    { _id: connectionId, workspaceId },
    { $set: { lastBackupAt: clock.date() } },
    { session },
  );
  const other = { workspaceId, connectionId, state: { $in: openJobStates }, _id: { $ne: backup._id } };
  const running = await mongo.models.backups.findOne(other, null, { session }).lean();
  if (!running) return;
  throw conflict('memories.backup_running', 'A backup of this account is already running.', {
    jobId: running.jobId,
    backupId: running._id,
  });
}
