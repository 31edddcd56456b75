import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';

/** What every step of a backup is told: three ids. */
export interface BackupKey {
  workspaceId: string;
  backupId: string;
  jobId: string;
}

/** The backup's row. Throws when it is gone: nothing can be done then, and the error says so. */
export async function loadBackup(
  { mongo }: Pick<Runtime, 'mongo'>,
  key: Omit<BackupKey, 'jobId'>,
): Promise<BackupDoc> {
  const backup = await mongo.models.backups
    .findOne({ _id: key.backupId, workspaceId: key.workspaceId })
    .lean();
  if (!backup) throw new Error(`Backup ${key.backupId} does not exist.`);
  return backup;
}

/** Remembers something about the whole backup; it becomes a warning of the job. */
export async function noteBackup(
  { mongo }: Pick<Runtime, 'mongo'>,
  key: Omit<BackupKey, 'jobId'>,
  note: BackupNote,
): Promise<void> {
  await mongo.models.backups.updateOne(
    { _id: key.backupId, workspaceId: key.workspaceId },
    { $addToSet: { notes: note } },
  );
}

export type BackupNote =
  | 'photos_permission_missing'
  | 'posts_permission_missing'
  | 'reconnect_needed'
  | 'page_limit_reached'
  | 'listing_failed'
  | 'archive_files_unreadable';

/** Problem of a photo whose file is broken as the network serves it, or in its archive. */
export const damagedProblem = {
  code: 'damaged',
  message: 'The file came damaged; it was kept as it is.',
};
