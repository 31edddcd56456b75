import { activityInfo } from '@temporalio/activity';
import { makeArchive } from '../../domains/memories/archive/make-archive.ts';
import {
  type BackupKey,
  type BackupNote,
  loadBackup,
  noteBackup,
} from '../../domains/memories/backup/backup-key.ts';
import { type BackupPlan, beginBackup } from '../../domains/memories/backup/begin-backup.ts';
import { captionAsset } from '../../domains/memories/backup/caption-asset.ts';
import { type BackupEnding, finishBackup } from '../../domains/memories/backup/finish-backup.ts';
import { type ListedPage, listPage } from '../../domains/memories/backup/list-page.ts';
import { listUncaptioned } from '../../domains/memories/backup/list-uncaptioned.ts';
import { photoPageOfPosts } from '../../domains/memories/backup/record-posts.ts';
import { renderPhotos } from '../../domains/memories/backup/render-photos.ts';
import { reportProgress, type StepReport } from '../../domains/memories/backup/report-progress.ts';
import { storePhotos } from '../../domains/memories/backup/store-photos.ts';
import { checkConnections } from '../../domains/memories/check-connections.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { JobState } from '../../schemas/contracts/jobs.ts';
import type { ListingPosition } from '../../schemas/contracts/workflows.ts';
import { runActivity } from '../run-activity.ts';
import { createProcessLimits } from './create-process-limits.ts';
import { createThrottle } from './throttle.ts';

/** Attempts of one caption over all captioners; the last one settles for an empty caption. */
const captionAttempts = 4;

type PageKey = BackupKey & Pick<ListingPosition, 'kind' | 'page'>;

const photoPage = ({ kind, page }: PageKey) => (kind === 'photo' ? page : photoPageOfPosts(page));

/** Steps of a backup; every one may be repeated without doing anything twice. */
export function createMemoriesActivities(runtime: Runtime, limits = createProcessLimits()) {
  const throttled = createThrottle((key: BackupKey, report?: StepReport) =>
    reportProgress(runtime, key, report),
  );

  return {
    beginBackup: (key: BackupKey & { attempt: number }): Promise<BackupPlan> =>
      runActivity(() => beginBackup(runtime, key)),

    reportSteps: (key: BackupKey, states: NonNullable<StepReport['states']>): Promise<void> =>
      runActivity(() => reportProgress(runtime, key, { states })),

    noteBackup: (key: BackupKey, note: BackupNote): Promise<void> =>
      runActivity(() => noteBackup(runtime, key, note)),

    listPage: (key: BackupKey, position: ListingPosition): Promise<ListedPage> =>
      runActivity(async (signal) => {
        const page = await listPage(runtime, key, position, signal);
        throttled(key);
        return page;
      }),

    storePhotos: (key: PageKey): Promise<void> =>
      runActivity((signal) =>
        storePhotos(
          runtime,
          { ...key, page: photoPage(key) },
          { signal, hold: limits.downloads, onStored: () => throttled(key) },
        ),
      ),

    renderPhotos: (key: PageKey): Promise<void> =>
      runActivity((signal) =>
        renderPhotos(
          runtime,
          { ...key, page: photoPage(key) },
          { signal, decoding: limits.decoding, onRendered: () => throttled(key) },
        ),
      ),

    listUncaptioned: (key: BackupKey, limit: number): Promise<string[]> =>
      runActivity(() => listUncaptioned(runtime, key, limit)),

    captionAsset: (key: BackupKey & { assetId: string }): Promise<void> =>
      runActivity(async (signal) => {
        await captionAsset(runtime, key, { signal, lastAttempt: activityInfo().attempt >= captionAttempts });
        throttled(key);
      }),

    writeArchive: (key: BackupKey): Promise<void> =>
      runActivity(async (signal) => {
        const onEntry = (done: number, total: number) => throttled(key, { archive: { done, total } });
        await makeArchive(runtime, await loadBackup(runtime, key), { signal, onEntry });
      }),

    checkConnections: (after: string | null): Promise<string | null> =>
      runActivity((signal) => checkConnections(runtime, after, signal)),

    finishBackup: (key: BackupKey, ending: BackupEnding & { attempt: number }): Promise<JobState> =>
      runActivity(() => finishBackup(runtime, key, ending)),
  };
}
