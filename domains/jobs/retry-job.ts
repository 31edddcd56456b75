import type { ClientSession } from 'mongoose';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { conflict } from '../../schemas/contracts/errors.ts';
import type { JobState, JobStep } from '../../schemas/contracts/jobs.ts';
import type { JobDoc } from '../../schemas/models/job.ts';
import { dispatchOutbox } from './dispatch-outbox.ts';
import { enqueueWorkflow, type WorkflowStart } from './enqueue-workflow.ts';

const retryable: JobState[] = ['failed', 'cancelled', 'partial'];

/**
 * Puts an ended job back in the queue as its next attempt, in one transaction with its outbox row.
 * `start` describes the workflow for that attempt; `prepare` may reopen what belongs to the job.
 */
export async function retryJob(
  dependencies: Pick<Runtime, 'mongo' | 'clock' | 'temporal' | 'logger'>,
  { job, steps }: { job: JobDoc; steps: JobStep[] },
  start: (job: JobDoc) => WorkflowStart,
  prepare: (job: JobDoc, session: ClientSession) => Promise<void>,
): Promise<JobDoc> {
  const { mongo } = dependencies;
  const { doc, outboxId } = await mongo.transaction(async (session) => {
    const doc = await mongo.models.jobs
      .findOneAndUpdate(
        { _id: job._id, workspaceId: job.workspaceId, state: { $in: retryable }, attempt: job.attempt },
        {
          $set: {
            state: 'queued',
            steps,
            error: null,
            warnings: [],
            percent: 0,
            etaSeconds: null,
            cancelRequestedAt: null,
            startedAt: null,
            finishedAt: null,
          },
          $inc: { attempt: 1, version: 1 },
        },
        { session, returnDocument: 'after' },
      )
      .lean();
    if (!doc) {
      throw conflict('jobs.not_retryable', 'Only a failed, cancelled or partial job can be tried again.', {
        state: job.state,
      });
    }
    await prepare(doc, session);
    return { doc, outboxId: await enqueueWorkflow(dependencies, session, start(doc)) };
  });
  await dispatchOutbox(dependencies, outboxId);
  return doc;
}
