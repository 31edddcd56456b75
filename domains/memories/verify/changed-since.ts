import { openJobStates } from '../../../schemas/contracts/jobs.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';

/** Whether the backup was at work while it was checked: what was found may be the work, not damage. */
export const changedSince = (backup: Pick<BackupDoc, 'state' | 'finishedAt'>, startedAt: Date): boolean =>
  openJobStates.includes(backup.state) || (backup.finishedAt !== null && backup.finishedAt > startedAt);
