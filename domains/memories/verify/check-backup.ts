import type { Runtime } from '../../../runtime/create-runtime.ts';
import { openJobStates } from '../../../schemas/contracts/jobs.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { VerificationDoc } from '../../../schemas/models/verification.ts';
import { loadBackup } from '../backup/backup-key.ts';
import { listAssetIds } from './check-assets.ts';
import { runVerification, type VerificationStep } from './run-verification.ts';
import type { VerificationKey } from './verification-key.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'blobs' | 'clock'>;

interface Totals {
  blobs: number;
  entries: number;
  bytes: number;
}

/** Checks a backup from where it stands and shows how far it is; nothing when it has ended. */
export async function checkBackup(
  dependencies: Dependencies,
  key: VerificationKey,
  signal?: AbortSignal,
): Promise<void> {
  const verification = await dependencies.mongo.models.verifications
    .findOne({ _id: key.verificationId, workspaceId: key.workspaceId })
    .lean();
  if (verification?.state !== 'running' || verification.position?.step === 'done') return;
  const backup = await loadBackup(dependencies, key);
  const totals = await estimate(dependencies, backup);
  await runVerification(dependencies, backup, verification, {
    ...(signal ? { signal } : {}),
    onRecorded: (step, now) => report(dependencies, key, step, now, totals),
  });
}

/** What there is to read; the originals once, and once more in the ZIP. */
async function estimate({ mongo }: Dependencies, backup: BackupDoc): Promise<Totals> {
  const ids = await listAssetIds({ mongo }, backup);
  const [sum] = await mongo.models.assets.aggregate<{ bytes: number }>([
    { $match: { workspaceId: backup.workspaceId, _id: { $in: ids } } },
    { $group: { _id: null, bytes: { $sum: '$bytes' } } },
  ]);
  const { archive } = backup;
  return {
    // With its two renditions.
    blobs: ids.length * 3,
    entries: archive?.entries ?? 0,
    bytes: (sum?.bytes ?? 0) + (archive?.bytes ?? 0),
  };
}

async function report(
  { mongo }: Dependencies,
  key: VerificationKey,
  at: VerificationStep,
  { checked, findingsTotal, position }: VerificationDoc,
  totals: Totals,
): Promise<void> {
  const inZip = at === 'zip';
  const done = position?.step === 'done';
  const share = totals.bytes === 0 ? 0 : checked.bytes / totals.bytes;
  await mongo.models.jobs.updateOne(
    { _id: key.jobId, workspaceId: key.workspaceId, attempt: key.attempt, state: { $in: openJobStates } },
    {
      $set: {
        steps: [
          {
            name: 'blobs',
            state: inZip ? 'done' : 'running',
            done: checked.blobs,
            total: inZip ? checked.blobs : Math.max(checked.blobs, totals.blobs),
          },
          {
            name: 'entries',
            state: done ? 'done' : inZip ? 'running' : 'pending',
            done: checked.entries,
            total: done ? checked.entries : totals.entries,
          },
        ],
        counts: { ...checked, findings: findingsTotal },
      },
      $max: { percent: Math.min(99, Math.round(share * 1_000) / 10) },
      $inc: { version: 1 },
    },
  );
}
