import type { Runtime } from '../../runtime/create-runtime.ts';
import { conflict } from '../../schemas/contracts/errors.ts';
import { openJobStates } from '../../schemas/contracts/jobs.ts';
import type { JobDoc } from '../../schemas/models/job.ts';
import { retryJob } from '../jobs/retry-job.ts';
import { describeBackupStart, pendingSteps } from './create-backup.ts';

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
      const key = { _id: next.subject.id, workspaceId: next.workspaceId };
      const backup = await backups
        .findOneAndUpdate(key, { $set: { state: 'queued', notes: [], finishedAt: null } }, { session })
        .lean();
      const other = await backups
        .exists({
          workspaceId: next.workspaceId,
          connectionId: backup?.connectionId,
          state: { $in: openJobStates },
          _id: { $ne: next.subject.id },
        })
        .session(session);
      if (other) throw conflict('memories.backup_running', 'A backup of this account is already running.');
    },
  );
}
