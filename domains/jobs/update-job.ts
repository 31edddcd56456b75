import { openJobStates } from '../../schemas/contracts/jobs.ts';
import type { Models } from '../../schemas/models/index.ts';
import type { JobDoc } from '../../schemas/models/job.ts';

export interface JobKey {
  workspaceId: string;
  jobId: string;
}

/** Changes an open job and raises its version; an ended job stays as it is. Returns whether it was open. */
export async function updateJob(
  models: Models,
  { workspaceId, jobId }: JobKey,
  change: Partial<Omit<JobDoc, '_id' | 'workspaceId' | 'version' | 'percent'>> & { percent?: number },
): Promise<boolean> {
  const { percent, ...rest } = change;
  const result = await models.jobs.updateOne(
    { _id: jobId, workspaceId, state: { $in: openJobStates } },
    {
      ...(Object.keys(rest).length > 0 ? { $set: rest } : {}),
      // Two activities may report at once: the bar never goes back.
      ...(percent === undefined ? {} : { $max: { percent } }),
      $inc: { version: 1 },
    },
  );
  return result.matchedCount === 1;
}
