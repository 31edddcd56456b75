import type { Runtime } from '../../runtime/create-runtime.ts';
import type { JobDoc } from '../../schemas/models/job.ts';
import { retryJob } from '../jobs/retry-job.ts';
import { backupDeleted } from './care/backup-deleted.ts';
import { describeBackupStart, pendingSteps } from './create-backup.ts';
import { refuseSecondBackup } from './refuse-second-backup.ts';

/** Goes on with an ended backup: what is stored stays, only what is missing is fetched again. */
export function retryBackup(
  dependencies: Pick<Runtime, 'mongo' | 'clock' | 'temporal' | 'logger' | 'env'>,
  job: JobDoc,
): Promise<JobDoc> {
  const { backups } = dependencies.mongo.models;
  return retryJob(
    dependencies,
    { job, steps: pendingSteps() },
    (next) => describeBackupStart(dependencies, next),
    async (next, session) => {
      const key = { _id: next.subject.id, workspaceId: next.workspaceId, deletedAt: null };
      const backup = await backups
        .findOneAndUpdate(key, { $set: { state: 'queued', notes: [], finishedAt: null } }, { session })
        .lean();
      if (!backup) throw backupDeleted();
      await refuseSecondBackup(dependencies, session, backup);
    },
  );
}
