import type { ClientSession } from 'mongoose';
import { ulid } from 'ulid';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import { conflict } from '../../../schemas/contracts/errors.ts';
import type { ImportDoc } from '../../../schemas/models/import.ts';
import type { JobDoc } from '../../../schemas/models/job.ts';
import { dispatchOutbox } from '../../jobs/dispatch-outbox.ts';
import { enqueueWorkflow } from '../../jobs/enqueue-workflow.ts';
import { refuseSecondBackup } from '../refuse-second-backup.ts';
import { describeImportStart, pendingImportSteps } from './describe-import-start.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'temporal' | 'logger' | 'env'>;

/**
 * Makes the backup that an upload becomes, its job and its outbox row in one transaction, then starts the workflow.
 * An upload that was started before answers with its job. Throws 409 when it is neither, or when a backup of the
 * account it is said to belong to is at work.
 */
export async function startImportJob(dependencies: Dependencies, upload: ImportDoc): Promise<JobDoc> {
  const { mongo, clock } = dependencies;
  const { imports, jobs, backups } = mongo.models;
  const { workspaceId } = upload;
  const made = await findJob(dependencies, upload);
  if (made) return made;
  const { job, outboxId } = await mongo.transaction(async (session) => {
    const backupId = ulid(clock.now());
    const jobId = ulid(clock.now());
    const taken = await imports.findOneAndUpdate(
      // The files that were held to be whole, and no others.
      { _id: upload._id, workspaceId, state: 'uploading', files: upload.files },
      { $set: { state: 'running', jobId, backupId } },
      { session },
    );
    if (!taken) {
      const other = await findJob(dependencies, upload, session);
      if (other) return { job: other, outboxId: null };
      throw conflict('memories.import_not_open', 'This upload has ended. Please begin a new one.');
    }
    const owner = { workspaceId, userId: upload.userId };
    const { connectionId } = upload;
    if (connectionId) {
      await refuseSecondBackup(dependencies, session, { _id: backupId, workspaceId, connectionId });
    }
    const name = `import-${clock.date().toISOString().slice(0, 10)}-${backupId.slice(-6).toLowerCase()}`;
    const [job] = await jobs.create(
      [
        {
          _id: jobId,
          ...owner,
          kind: 'import',
          state: 'queued',
          workflowId: `import:${backupId}`,
          subject: { type: 'backup', id: backupId, name },
          steps: pendingImportSteps(),
        },
      ],
      { session },
    );
    if (!job) throw new Error('The job was not created.');
    await backups.create(
      [
        {
          _id: backupId,
          ...owner,
          source: 'archive',
          connectionId,
          importId: upload._id,
          jobId,
          // Whose archive of which network it is will be known when it has been read.
          provider: 'facebook',
          name,
          account: { remoteId: '', displayName: upload.files[0]?.name ?? name },
          state: 'queued',
          counts: {},
        },
      ],
      { session },
    );
    const doc = job.toObject();
    const start = describeImportStart(dependencies, doc, upload._id);
    return { job: doc, outboxId: await enqueueWorkflow(dependencies, session, start) };
  });
  if (outboxId) await dispatchOutbox(dependencies, outboxId);
  return job;
}

async function findJob(
  { mongo }: Pick<Runtime, 'mongo'>,
  { _id, workspaceId }: ImportDoc,
  session?: ClientSession,
): Promise<JobDoc | null> {
  const options = session ? { session } : {};
  const upload = await mongo.models.imports.findOne({ _id, workspaceId }, null, options).lean();
  if (!upload?.jobId) return null;
  return mongo.models.jobs.findOne({ _id: upload.jobId, workspaceId }, null, options).lean();
}
