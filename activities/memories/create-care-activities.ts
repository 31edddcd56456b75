import { eraseUnused } from '../../domains/memories/care/erase-unused.ts';
import { finishDeletions } from '../../domains/memories/care/finish-deletions.ts';
import { purgeBackup } from '../../domains/memories/care/purge-backup.ts';
import { type SweepPosition, sweepAssets } from '../../domains/memories/care/sweep-assets.ts';
import { expireUploads } from '../../domains/memories/uploads/expire-uploads.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { runActivity } from '../run-activity.ts';

/** Steps of the collector; each may be killed at any line and repeated. */
export function createCareActivities(runtime: Runtime) {
  return {
    /** Erases one backup that is due; false when there is none. */
    purgeBackup: (): Promise<boolean> => runActivity((signal) => purgeBackup(runtime, signal)),
    sweepAssets: (after: SweepPosition | null): Promise<SweepPosition | null> =>
      runActivity(() => sweepAssets(runtime, after)),
    /** Erases some assets; true when there may be more. */
    eraseUnused: (): Promise<boolean> => runActivity((signal) => eraseUnused(runtime, signal)),
    expireUploads: (): Promise<number> => runActivity(() => expireUploads(runtime)),
    /** Codes of the wishes to be erased that are not fulfilled yet. */
    finishDeletions: (): Promise<string[]> => runActivity(() => finishDeletions(runtime)),
  };
}
