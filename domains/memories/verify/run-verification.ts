import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { VerificationDoc } from '../../../schemas/models/verification.ts';
import { checkAssets, listAssetIds } from './check-assets.ts';
import { checkFolder } from './check-folder.ts';
import { checkZip } from './check-zip.ts';
import { createRecorder } from './create-recorder.ts';
import { findStrays } from './find-strays.ts';
import type { Checked } from './finding.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'blobs' | 'clock'>;

const stepNames = ['assets', 'folder', 'strays', 'zip'] as const;
/** The weekly sample is about decay: nobody waits for it, and it reads no more than this many pictures. */
const sampleSteps: readonly VerificationStep[] = ['assets', 'zip'];
const sampleSize = 200;

export type VerificationStep = (typeof stepNames)[number];

/** Called when something was recorded: the step under way and the check as it stands. */
export type OnRecorded = (step: VerificationStep, verification: VerificationDoc) => Promise<void>;

/**
 * Re-reads a backup from storage: originals, JSON files, kept files, the ZIP entry by entry, and what lies beside them
 * unknown. What is found and how far it got is saved together, so that another worker goes on after a crash.
 */
export async function runVerification(
  dependencies: Dependencies,
  backup: BackupDoc,
  verification: VerificationDoc,
  options: { signal?: AbortSignal; onRecorded?: OnRecorded } = {},
): Promise<void> {
  const { signal, onRecorded } = options;
  const recorder = createRecorder(dependencies, verification);
  const steps: Record<VerificationStep, (after: string | null) => AsyncIterable<Checked>> = {
    assets: (after) => readAssets(dependencies, backup, verification.scope, after, signal),
    folder: (after) => checkFolder(dependencies, backup, after, signal),
    strays: (after) => findStrays(dependencies, backup, { startedAt: verification.startedAt, after }),
    zip: (after) => checkZip(dependencies, backup, after, signal),
  };
  const names = verification.scope === 'sample' ? sampleSteps : stepNames;
  const begin = verification.position ?? { step: 'assets', after: null };
  for (const step of names.slice(names.indexOf(begin.step as VerificationStep))) {
    for await (const checked of steps[step](step === begin.step ? begin.after : null)) {
      signal?.throwIfAborted();
      const saved = await recorder.add(step, checked);
      if (saved) await onRecorded?.(step, saved);
    }
    const next = names[names.indexOf(step) + 1];
    const saved = await recorder.end(next ?? 'done');
    await onRecorded?.(next ?? step, saved);
  }
}

async function* readAssets(
  dependencies: Dependencies,
  backup: BackupDoc,
  scope: VerificationDoc['scope'],
  after: string | null,
  signal?: AbortSignal,
): AsyncGenerator<Checked> {
  const all = await listAssetIds(dependencies, backup);
  const ids = scope === 'sample' ? chooseSome(all, sampleSize) : all;
  yield* checkAssets(dependencies, backup.workspaceId, ids, after, signal);
}

/** So many of them by chance, in their order. */
function chooseSome(ids: readonly string[], size: number): string[] {
  let wanted = Math.min(size, ids.length);
  return ids.filter((_, index) => {
    const take = Math.random() * (ids.length - index) < wanted;
    if (take) wanted -= 1;
    return take;
  });
}
