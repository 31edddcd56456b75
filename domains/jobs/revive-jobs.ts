import { WorkflowNotFoundError } from '@temporalio/common';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { openJobStates } from '../../schemas/contracts/jobs.ts';
import type { JobDoc } from '../../schemas/models/job.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'temporal' | 'logger'>;

/** A workflow at work reports far more often than this; asking about one that waits costs little. */
const silentMs = 2 * 60_000;

/** Looks at open jobs that have been silent for a while, longest first. */
export async function reviveJobs(dependencies: Dependencies): Promise<void> {
  const silent = await dependencies.mongo.models.jobs
    .find({
      state: { $in: openJobStates },
      updatedAt: { $lt: new Date(dependencies.clock.now() - silentMs) },
    })
    .setOptions({ acrossWorkspaces: 'the sweeper serves every workspace' })
    .sort({ updatedAt: 1 })
    .limit(20)
    .lean();
  for (const job of silent) await reviveJob(dependencies, job);
}

/**
 * An open job whose workflow was started and is no more (terminated by an operator, or Temporal restored from an
 * older state) would never end: its outbox row is opened again, and the next workflow takes up the job. One that
 * runs, or has not started yet, is left alone.
 */
export async function reviveJob(dependencies: Dependencies, job: JobDoc): Promise<void> {
  const { mongo, clock, logger } = dependencies;
  if (await isRunning(dependencies, job)) return;
  const row = await mongo.models.outbox.findOneAndUpdate(
    { workflowId: job.workflowId, startedAt: { $ne: null } },
    { $set: { startedAt: null, nextAttemptAt: clock.date() } },
    { sort: { _id: -1 } },
  );
  if (row) logger.warn({ jobId: job._id }, 'the workflow of an open job is gone: it is started again');
}

async function isRunning({ temporal }: Dependencies, job: JobDoc): Promise<boolean> {
  try {
    const { status } = await temporal.client.workflow.getHandle(job.workflowId).describe();
    return status.name === 'RUNNING' || status.name === 'PAUSED';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
