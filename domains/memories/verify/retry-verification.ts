import type { Runtime } from '../../../runtime/create-runtime.ts';
import { notFound } from '../../../schemas/contracts/errors.ts';
import type { JobDoc } from '../../../schemas/models/job.ts';
import { retryJob } from '../../jobs/retry-job.ts';
import { describeVerificationStart, pendingVerificationSteps } from './describe-verification-start.ts';

/** Goes on with a check that was cancelled or failed; one that has ended with findings begins from the start. */
export async function retryVerification(
  dependencies: Pick<Runtime, 'mongo' | 'clock' | 'temporal' | 'logger'>,
  job: JobDoc,
): Promise<JobDoc> {
  const { verifications } = dependencies.mongo.models;
  const { clock } = dependencies;
  const key = { _id: job.subject.id, workspaceId: job.workspaceId };
  const verification = await verifications.findOne(key).lean();
  if (!verification) throw notFound('verification');
  const anew = {
    position: null,
    checked: { blobs: 0, entries: 0, bytes: 0 },
    findings: [],
    findingsTotal: 0,
    startedAt: clock.date(),
  };
  return retryJob(
    dependencies,
    { job, steps: pendingVerificationSteps() },
    (next) => describeVerificationStart(next, verification.backupId),
    async (_next, session) => {
      const judged = verification.state === 'whole' || verification.state === 'damaged';
      const ended = judged || verification.position?.step === 'done';
      const change = { state: 'running' as const, finishedAt: null, ...(ended ? anew : {}) };
      await verifications.updateOne(key, { $set: change }, { session });
    },
  );
}
