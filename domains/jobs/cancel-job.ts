import { WorkflowNotFoundError } from '@temporalio/common';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { conflict } from '../../schemas/contracts/errors.ts';
import { openJobStates } from '../../schemas/contracts/jobs.ts';
import type { JobDoc } from '../../schemas/models/job.ts';
import { reviveJob } from './revive-jobs.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'temporal' | 'logger'>;

/** Notes the wish in Mongo first; if Temporal can't be told now, the sweeper tells it later. */
export async function cancelJob(dependencies: Dependencies, job: JobDoc): Promise<JobDoc> {
  const doc = await dependencies.mongo.models.jobs
    .findOneAndUpdate(
      { _id: job._id, workspaceId: job.workspaceId, state: { $in: openJobStates } },
      {
        $set: { cancelRequestedAt: job.cancelRequestedAt ?? dependencies.clock.date() },
        $inc: { version: 1 },
      },
      { returnDocument: 'after' },
    )
    .lean();
  if (!doc) throw conflict('jobs.not_running', 'This job has already ended.', { state: job.state });
  await deliverCancellation(dependencies, doc);
  return doc;
}

/** Asks the workflow to stop. One that has not started yet is asked again later; one that is gone is started again. */
async function deliverCancellation(dependencies: Dependencies, job: JobDoc): Promise<void> {
  const { workflow } = dependencies.temporal.client;
  try {
    // Attempts share the workflow's id: a run that was there while the wish still stood is never the next attempt's.
    const runId = await unlessGone(async () => (await workflow.getHandle(job.workflowId).describe()).runId);
    if (!(await stillWanted(dependencies, job))) return;
    if (runId) await unlessGone(() => workflow.getHandle(job.workflowId, runId).cancel());
    // Cancelling a workflow that is closed already is no error to Temporal.
    await reviveJob(dependencies, job);
  } catch (error) {
    dependencies.logger.info({ err: error, jobId: job._id }, 'cancellation not delivered yet');
  }
}

async function unlessGone<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

async function stillWanted({ mongo }: Dependencies, job: JobDoc): Promise<boolean> {
  const { _id, workspaceId, attempt } = job;
  const wish = { _id, workspaceId, attempt, state: { $in: openJobStates }, cancelRequestedAt: { $ne: null } };
  return (await mongo.models.jobs.exists(wish)) !== null;
}

/** Tells Temporal again about every open job that somebody wanted to stop. */
export async function deliverCancellations(dependencies: Dependencies): Promise<void> {
  const waiting = await dependencies.mongo.models.jobs
    .find({ state: { $in: openJobStates }, cancelRequestedAt: { $ne: null } })
    .setOptions({ acrossWorkspaces: 'the sweeper serves every workspace' })
    .limit(100)
    .lean();
  for (const job of waiting) await deliverCancellation(dependencies, job);
}
