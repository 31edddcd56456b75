import type { Runtime } from '../../runtime/create-runtime.ts';
import { boundMs, settleWithin } from './settle-within.ts';

export interface Readiness {
  /** `degraded`: requests are taken, but some must wait (work is queued) or fail (pictures). */
  status: 'ready' | 'degraded' | 'unavailable';
  dependencies: Record<'mongo' | 'blob' | 'temporal', 'ok' | 'away'>;
}

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
    isThere(mongo.ping()),
    isThere(blobs.stat('backups', 'readiness-probe')),
    isThere(
      temporal.connection.withDeadline(Date.now() + boundMs, () =>
        temporal.connection.workflowService.getSystemInfo({}),
      ),
    ),
  ]);
  const dependencies = { mongo: mongoState, blob: blobState, temporal: temporalState };
  const all = blobState === 'ok' && temporalState === 'ok';
  return { status: mongoState === 'away' ? 'unavailable' : all ? 'ready' : 'degraded', dependencies };
}

async function isThere(work: Promise<unknown>): Promise<'ok' | 'away'> {
  return (await settleWithin(work.then(() => 'ok' as const))) ?? 'away';
}
