import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { createMemoriesActivities } from '../../activities/memories/create-memories-activities.ts';
import { inWindow } from '../in-window.ts';

type Activities = ReturnType<typeof createMemoriesActivities>;

const books = proxyActivities<Pick<Activities, 'listUncaptioned'>>({
  taskQueue: 'network',
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '500 ms', maximumInterval: '20 seconds' },
});

/** The activity itself settles for an empty caption after some tries; what is retried longer is our own trouble. */
const captioners = proxyActivities<Pick<Activities, 'captionAsset'>>({
  taskQueue: 'media',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  startToCloseTimeout: '3 minutes',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** About 1,500 events: far from the limits, and a short replay. */
const perRun = 500;

export interface CaptionPhotosInput {
  workspaceId: string;
  backupId: string;
  jobId: string;
  window: number;
}

/** Captions every picture of a backup that has no caption yet, `window` at a time. */
export async function captionPhotos(input: CaptionPhotosInput): Promise<void> {
  const { window, ...key } = input;
  const assetIds = await books.listUncaptioned(key, perRun);
  await inWindow(assetIds, window, (assetId) => captioners.captionAsset({ ...key, assetId }));
  if (assetIds.length === perRun) await continueAsNew<typeof captionPhotos>(input);
}
