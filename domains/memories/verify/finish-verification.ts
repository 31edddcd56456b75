import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { Warning } from '../../../schemas/contracts/common.ts';
import { type JobState, type JobStep, openJobStates } from '../../../schemas/contracts/jobs.ts';
import type { VerificationDoc } from '../../../schemas/models/verification.ts';
import { changedSince } from './changed-since.ts';
import type { Finding } from './finding.ts';
import type { VerificationKey } from './verification-key.ts';

export interface VerificationEnding {
  outcome: 'finished' | 'cancelled' | 'failed';
  error: { code: string; message: string } | null;
}

/**
 * Closes check and job together: `succeeded` for a whole backup, `partial` with what was found for a damaged one,
 * `failed` where the backup was tried again meanwhile.
 * Repeating it changes nothing, also when a later attempt has begun meanwhile.
 */
export async function finishVerification(
  { mongo, clock, logger }: Pick<Runtime, 'mongo' | 'clock' | 'logger'>,
  key: VerificationKey,
  wished: VerificationEnding,
): Promise<JobState> {
  const { jobs, verifications, backups } = mongo.models;
  const finishedAt = clock.date();
  const own = { _id: key.verificationId, workspaceId: key.workspaceId };
  return mongo.transaction(async (session) => {
    const job = await jobs
      .findOne({ _id: key.jobId, workspaceId: key.workspaceId, attempt: key.attempt }, null, { session })
      .lean();
    const verification = await verifications.findOne(own, null, { session }).lean();
    if (!job || !openJobStates.includes(job.state)) return job?.state ?? 'failed';
    const backup = await backups
      .findOne({ _id: key.backupId, workspaceId: key.workspaceId }, 'state finishedAt', { session })
      .lean();
    const isMoot =
      verification &&
      verification.findingsTotal > 0 &&
      backup &&
      changedSince(backup, verification.startedAt);
    const ending = isMoot && wished.outcome === 'finished' ? moot : wished;
    const found = ending.outcome === 'finished' ? (verification?.findingsTotal ?? 0) : 0;
    const finished: JobState = found > 0 ? 'partial' : 'succeeded';
    // Erased with its backup on the way: there is nothing to judge, but the job must end.
    const state: JobState = !verification
      ? 'cancelled'
      : ending.outcome === 'finished'
        ? finished
        : ending.outcome;
    const judged = ending.outcome === 'finished' ? (found > 0 ? 'damaged' : 'whole') : ending.outcome;
    await verifications.updateOne(own, { $set: { state: judged, finishedAt } }, { session });
    await jobs.updateOne(
      { _id: job._id, workspaceId: key.workspaceId },
      {
        $set: {
          state,
          finishedAt,
          etaSeconds: null,
          error: ending.error,
          warnings: verification && ending !== moot ? describeFindings(verification) : [],
          steps: job.steps.map((step) => endStep(step, ending)),
          result: { backupId: key.backupId, verificationId: key.verificationId, findings: found },
          ...(ending.outcome === 'finished' ? { percent: 100 } : {}),
        },
        $inc: { version: 1 },
      },
      { session },
    );
    if (found > 0) logger.warn({ backupId: key.backupId, findings: found }, 'a backup is damaged');
    return state;
  });
}

const moot: VerificationEnding = {
  outcome: 'failed',
  error: {
    code: 'memories.backup_changed',
    message: 'The backup was at work while it was checked, so the check says nothing. Try again.',
  },
};

const words: Record<Finding['kind'], (count: string) => string> = {
  missing: (count) => `${count} missing.`,
  changed: (count) => `${count} not what was saved.`,
  untracked: (count) => `${count} not known to the backup.`,
};

/** The findings by kind, in the user's words. */
function describeFindings({ findings }: VerificationDoc): Warning[] {
  return (['missing', 'changed', 'untracked'] as const).flatMap((kind) => {
    const found = findings.filter((one) => one.kind === kind);
    if (found.length === 0) return [];
    return {
      code: `memories.verification_${kind}`,
      message: words[kind](found.length === 1 ? '1 file is' : `${found.length} files are`),
      action: 'none',
      count: found.length,
      items: found.slice(0, 5).map(({ where, path }) => (where === 'zip' ? `${path} (in the ZIP)` : path)),
    };
  });
}

function endStep(step: JobStep, { outcome }: VerificationEnding): JobStep {
  if (outcome === 'finished') return { ...step, state: 'done', total: step.done };
  if (step.state !== 'running') return step;
  return { ...step, state: outcome === 'failed' ? 'failed' : 'pending' };
}
