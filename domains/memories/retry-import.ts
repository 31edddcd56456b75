import type { Runtime } from '../../runtime/create-runtime.ts';
import { conflict } from '../../schemas/contracts/errors.ts';
import type { JobDoc } from '../../schemas/models/job.ts';
import { retryJob } from '../jobs/retry-job.ts';
import { backupDeleted } from './care/backup-deleted.ts';
import { describeImportStart, pendingImportSteps } from './imports/describe-import-start.ts';
import { refuseSecondBackup } from './refuse-second-backup.ts';

/**
 * Goes on with an ended import: what is stored stays. Throws 409 for an archive that was refused, and for one whose
 * upload was forgotten before it had been read: nothing is left of it.
 */
export async function retryImport(
  dependencies: Pick<Runtime, 'mongo' | 'clock' | 'temporal' | 'logger' | 'env'>,
  job: JobDoc,
): Promise<JobDoc> {
  const { backups, imports } = dependencies.mongo.models;
  const backup = await backups.findOne({ _id: job.subject.id, workspaceId: job.workspaceId }).lean();
  const upload = backup && (await imports.exists({ _id: backup.importId, workspaceId: job.workspaceId }));
  if (!backup?.importId || !(upload || backup.importReport)) {
    throw conflict(
      'memories.import_gone',
      'Nothing is left of this archive to go on with. Please import a good one.',
    );
  }
  const { importId } = backup;
  return retryJob(
    dependencies,
    { job, steps: pendingImportSteps() },
    (next) => describeImportStart(dependencies, next, importId),
    async (next, session) => {
      const key = { _id: next.subject.id, workspaceId: next.workspaceId, deletedAt: null };
      // Notes stay: what was wrong with the archive's files is not read again.
      const opened = await backups
        .findOneAndUpdate(key, { $set: { state: 'queued', finishedAt: null } }, { session })
        .lean();
      if (!opened) throw backupDeleted();
      // From now on, not from its first step: nobody may forget the upload while the attempt waits for a worker.
      await imports.updateOne(
        { _id: importId, workspaceId: next.workspaceId, state: { $ne: 'done' } },
        { $set: { state: 'running' } },
        { session },
      );
      if (opened.connectionId) await refuseSecondBackup(dependencies, session, opened);
    },
  );
}
