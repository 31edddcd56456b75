import type { Runtime } from '../../../runtime/create-runtime.ts';
import { openJobStates } from '../../../schemas/contracts/jobs.ts';
import type { VerificationKey } from './verification-key.ts';

/** Opens the attempt. False: it is over already (ended, superseded or cancelled before it began). */
export async function beginVerification(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  { jobId, workspaceId, attempt }: VerificationKey,
): Promise<boolean> {
  const job = await mongo.models.jobs.findOneAndUpdate(
    { _id: jobId, workspaceId, attempt, state: { $in: openJobStates } },
    [
      {
        $set: {
          state: 'running',
          startedAt: { $ifNull: ['$startedAt', clock.date()] },
          version: { $add: ['$version', 1] },
        },
      },
    ],
    { updatePipeline: true },
  );
  return job !== null;
}
