import type { ClientSession } from 'mongoose';
import { ulid } from 'ulid';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { conflict, notFound } from '../../schemas/contracts/errors.ts';
import type { JobStep } from '../../schemas/contracts/jobs.ts';
import type { BackupInput } from '../../schemas/contracts/workflows.ts';
import type { JobDoc } from '../../schemas/models/job.ts';
import { describeJobStart } from '../jobs/describe-job-start.ts';
import { dispatchOutbox } from '../jobs/dispatch-outbox.ts';
import { enqueueWorkflow, type WorkflowStart } from '../jobs/enqueue-workflow.ts';
import { refuseSecondBackup } from './refuse-second-backup.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'temporal' | 'logger' | 'env'>;

const backupStepNames = ['list', 'photos', 'posts', 'renditions', 'captions', 'archive'] as const;
export type BackupStep = (typeof backupStepNames)[number];

/** The steps of a job before an attempt. */
export const pendingSteps = (): JobStep[] =>
  backupStepNames.map((name) => ({ name, state: 'pending', done: 0, total: null }));

/**
 * Creates backup, job and outbox row in one transaction, then starts the workflow. While one backup of the
 * account is at work another is refused, with the running job's id.
 */
export async function createBackup(
  dependencies: Dependencies,
  request: {
    /** The new backup's id; a repeated request brings the same one and gets the same job. */
    backupId: string;
    workspaceId: string;
    userId: string;
    connectionId: string;
    includePosts: boolean;
  },
): Promise<JobDoc> {
  const { mongo, clock } = dependencies;
  const { workspaceId } = request;
  const made = await mongo.models.jobs.findOne({ workspaceId, 'subject.id': request.backupId }).lean();
  if (made) return made;
  const connection = await mongo.models.connections
    .findOne({ _id: request.connectionId, workspaceId })
    .lean();
  if (!connection) throw notFound('connection');
  if (connection.state !== 'connected') {
    throw conflict('memories.reconnect_needed', 'Please reconnect Facebook first. Your backups are safe.', {
      connectionId: connection._id,
    });
  }
  const { job, outboxId } = await mongo.transaction(async (session) => {
    await refuseSecondBackup(dependencies, session, {
      _id: request.backupId,
      workspaceId,
      connectionId: connection._id,
    });
    const name = `facebook-${clock.date().toISOString().slice(0, 10)}-${request.backupId.slice(-6).toLowerCase()}`;
    const job = await createJob(dependencies, session, { ...request, name });
    await mongo.models.backups.create(
      [
        {
          _id: request.backupId,
          workspaceId,
          userId: request.userId,
          connectionId: connection._id,
          jobId: job._id,
          provider: 'facebook',
          name,
          account: { remoteId: connection.remoteId, displayName: connection.displayName },
          includePosts: request.includePosts,
          state: 'queued',
          counts: {},
        },
      ],
      { session },
    );
    return {
      job,
      outboxId: await enqueueWorkflow(dependencies, session, describeBackupStart(dependencies, job)),
    };
  });
  await dispatchOutbox(dependencies, outboxId);
  return job;
}

async function createJob(
  { mongo, clock }: Dependencies,
  session: ClientSession,
  request: { workspaceId: string; userId: string; backupId: string; name: string },
): Promise<JobDoc> {
  const [job] = await mongo.models.jobs.create(
    [
      {
        _id: ulid(clock.now()),
        workspaceId: request.workspaceId,
        userId: request.userId,
        kind: 'backup',
        state: 'queued',
        workflowId: `backup:${request.backupId}`,
        subject: { type: 'backup', id: request.backupId, name: request.name },
        steps: pendingSteps(),
      },
    ],
    { session },
  );
  if (!job) throw new Error('The job was not created.');
  return job.toObject();
}

/** How the workflow of a backup job is started, for its first attempt and for every later one. */
export function describeBackupStart({ env }: Pick<Runtime, 'env'>, job: JobDoc): WorkflowStart {
  const input: BackupInput = {
    workspaceId: job.workspaceId,
    backupId: job.subject.id,
    jobId: job._id,
    attempt: job.attempt,
    captionWindow: env.CAPTION_WINDOW,
    pageLimit: env.BACKUP_PAGE_LIMIT,
  };
  const start = { workflowType: 'backup', platform: 'facebook', what: 'Backup' } as const;
  return describeJobStart(job, start, input);
}
