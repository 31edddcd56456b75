import { proxyActivities } from '@temporalio/workflow';
import type { createImportActivities } from '../../activities/memories/create-import-activities.ts';
import type { ImportKey } from '../../domains/memories/imports/import-key.ts';
import { inStrictWindow } from '../in-window.ts';

type Imports = ReturnType<typeof createImportActivities>;

/** A repetition does only what is left. What fails for an hour in spite of retries is a fault of ours. */
const retry = { initialInterval: '1 second', maximumInterval: '1 minute', maximumAttempts: 60 } as const;

/** Reads JSON alone; the largest archives take minutes. */
const readers = proxyActivities<Pick<Imports, 'readArchive'>>({
  taskQueue: 'network',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '15 seconds',
  retry,
});

/** Decoding burns the processor. A cancelled import waits until it has stopped, so that what it reports stays true. */
const media = proxyActivities<Pick<Imports, 'importPhotos'>>({
  taskQueue: 'media',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '15 seconds',
  retry,
});

/** While one page waits for blob storage another is decoded. */
const pagesAtOnce = 3;
/** About 2,500 events, and a short replay. */
const pagesPerRun = 400;

export interface PagePosition {
  pages: number;
  /** The first page that has not been imported. */
  from: number;
}

/** Reads what the archive tells and records it; says how many pages of photos there are to import. */
export async function readPages(key: ImportKey): Promise<PagePosition> {
  return { ...(await readers.readArchive(key)), from: 0 };
}

/** Imports photos page by page; answers where the next run goes on, or null at the end. */
export async function importPages(
  key: ImportKey,
  { pages, from }: PagePosition,
): Promise<PagePosition | null> {
  const to = Math.min(pages, from + pagesPerRun);
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  await inStrictWindow(numbers, pagesAtOnce, (page) => media.importPhotos({ ...key, page }));
  return to < pages ? { pages, from: to } : null;
}
