import type { Runtime } from '../../runtime/create-runtime.ts';

export interface Readiness {
  /** `degraded`: requests are taken, but some must wait (work is queued) or fail (pictures). */
  status: 'ready' | 'degraded' | 'unavailable';
  dependencies: Record<'mongo' | 'blob' | 'temporal', 'ok' | 'away'>;
}

const boundMs = 2_000;

/**
 * Without MongoDB nothing can be answered: not ready. Without Temporal the API still takes work into its
 * outbox, and without blob storage it still answers all but pictures and downloads; taking it out of the
 * rotation would help nobody, so it stays, and says so.
 */
export async function checkReadiness({
  mongo,
  blobs,
  temporal,
}: Pick<Runtime, 'mongo' | 'blobs' | 'temporal'>): Promise<Readiness> {
  const [mongoState, blobState, temporalState] = await Promise.all([
    within(mongo.ping()),
    within(blobs.stat('backups', 'readiness-probe')),
    within(
      temporal.connection.withDeadline(Date.now() + boundMs, () =>
        temporal.connection.workflowService.getSystemInfo({}),
      ),
    ),
  ]);
  const dependencies = { mongo: mongoState, blob: blobState, temporal: temporalState };
  const all = blobState === 'ok' && temporalState === 'ok';
  return { status: mongoState === 'away' ? 'unavailable' : all ? 'ready' : 'degraded', dependencies };
}

async function within(work: Promise<unknown>): Promise<'ok' | 'away'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'away'>((resolve) => {
    timer = setTimeout(() => resolve('away'), boundMs);
  });
  try {
    return await Promise.race([
      work.then(
        () => 'ok' as const,
        () => 'away' as const,
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
