import { ulid } from 'ulid';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import { conflict } from '../../../schemas/contracts/errors.ts';
import { openJobStates } from '../../../schemas/contracts/jobs.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { JobDoc } from '../../../schemas/models/job.ts';
import { dispatchOutbox } from '../../jobs/dispatch-outbox.ts';
import { enqueueWorkflow } from '../../jobs/enqueue-workflow.ts';
import { describeVerificationStart, pendingVerificationSteps } from './describe-verification-start.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'temporal' | 'logger'>;

/**
 * Begins to check a backup, or answers with the check of it that is at work already. Throws 409
 * `memories.backup_running` while the backup itself still changes.
 */
export async function startVerification(
  dependencies: Dependencies,
  request: { verificationId: string; backup: BackupDoc; userId: string },
): Promise<JobDoc> {
  const { mongo, clock } = dependencies;
  const { backup, verificationId } = request;
  const { workspaceId } = backup;
  if (openJobStates.includes(backup.state)) {
    throw conflict('memories.backup_running', 'This backup is still at work. Check it when it has ended.', {
      jobId: backup.jobId,
    });
  }
  const present = await findPresent(dependencies, backup, verificationId);
  if (present) return present;
  const { job, outboxId } = await mongo.transaction(async (session) => {
    const [job] = await mongo.models.jobs.create(
      [
        {
          _id: ulid(clock.now()),
          workspaceId,
          userId: request.userId,
          kind: 'verification',
          state: 'queued',
          workflowId: `verify:${verificationId}`,
          subject: { type: 'verification', id: verificationId, name: backup.name },
          steps: pendingVerificationSteps(),
          // From the first moment, so that who sees the job finds the backup that is checked.
          result: { backupId: backup._id },
        },
      ],
      { session },
    );
    if (!job) throw new Error('The job was not created.');
    await mongo.models.verifications.create(
      [
        {
          _id: verificationId,
          workspaceId,
          backupId: backup._id,
          jobId: job._id,
          state: 'running',
          scope: 'all',
          checked: { blobs: 0, entries: 0, bytes: 0 },
          startedAt: clock.date(),
        },
      ],
      { session },
    );
    const doc = job.toObject();
    return {
      job: doc,
      outboxId: await enqueueWorkflow(dependencies, session, describeVerificationStart(doc, backup._id)),
    };
  });
  await dispatchOutbox(dependencies, outboxId);
  return job;
}

/** The job of a repeated request, or of a check under way. */
async function findPresent(
  { mongo }: Pick<Runtime, 'mongo'>,
  { _id, workspaceId }: BackupDoc,
  verificationId: string,
): Promise<JobDoc | null> {
  const made = await mongo.models.jobs.findOne({ workspaceId, 'subject.id': verificationId }).lean();
  if (made) return made;
  const running = await mongo.models.verifications
    .findOne({ workspaceId, backupId: _id, scope: 'all', state: 'running' })
    .lean();
  if (!running?.jobId) return null;
  return mongo.models.jobs.findOne({ _id: running.jobId, workspaceId, state: { $in: openJobStates } }).lean();
}
