import {
  ActivityFailure,
  ApplicationFailure,
  proxyActivities,
  TimeoutFailure,
  workflowInfo,
} from '@temporalio/workflow';
import type { createMemoriesActivities } from '../../activities/memories/create-memories-activities.ts';
import type { BackupKey, BackupNote } from '../../domains/memories/backup/backup-key.ts';
import type { ListingPosition } from '../../schemas/contracts/workflows.ts';

type Activities = ReturnType<typeof createMemoriesActivities>;

/** The vendor may ask for long waits (rate limits): patience for two hours, then what is there is kept. */
const listing = proxyActivities<Pick<Activities, 'listPage'>>({
  taskQueue: 'network',
  startToCloseTimeout: '2 minutes',
  scheduleToCloseTimeout: '2 hours',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/**
 * Photos that can't be had give up by themselves; a repetition does only what is left. A cancelled backup waits
 * until its activities have stopped, so that what it reports stays true.
 */
const ofOnePage = {
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
} as const;
const downloads = proxyActivities<Pick<Activities, 'storePhotos'>>({ taskQueue: 'network', ...ofOnePage });
const renditions = proxyActivities<Pick<Activities, 'renderPhotos'>>({ taskQueue: 'media', ...ofOnePage });

/** Pages whose pictures are fetched while the next ones are listed: links expire, so not too many. */
const pagesAtOnce = 3;
const pagesPerRun = 100;
/** Time passes while everything is switched off, too: a listing that ran out of it without the vendor's doing begins anew. */
const mostInterruptions = 5;

export type ListingEnd = { note: BackupNote | null } | { continueFrom: ListingPosition };

/**
 * Reads a listing to its end, page by page, and stores and renders its pictures meanwhile. Tells why it ended
 * early, or where the next run goes on. Cancellation and our own failures are thrown.
 */
export async function readListing(
  key: BackupKey,
  from: ListingPosition,
  pageLimit: number,
): Promise<ListingEnd> {
  const atWork = new Set<Promise<void>>();
  try {
    return await readPages(key, from, pageLimit, async (page) => {
      if (atWork.size >= pagesAtOnce) await Promise.race(atWork);
      const work = fetchPage({ ...key, ...page }).finally(() => atWork.delete(work));
      // Its error is thrown where the page is waited for.
      work.catch(() => undefined);
      atWork.add(work);
    }).then(async (end) => {
      await Promise.all(atWork);
      return end;
    });
  } finally {
    await Promise.allSettled(atWork);
  }
}

async function readPages(
  key: BackupKey,
  from: ListingPosition,
  pageLimit: number,
  fetchLater: (page: Pick<ListingPosition, 'kind' | 'page'>) => Promise<void>,
): Promise<ListingEnd> {
  let position = from;
  let restarted = false;
  let interruptions = 0;
  for (;;) {
    let listed: Awaited<ReturnType<Activities['listPage']>>;
    try {
      listed = await listing.listPage(key, position);
    } catch (error) {
      const reason = vendorReason(error);
      if (reason === 'interrupted' && interruptions < mostInterruptions) {
        interruptions += 1;
        continue;
      }
      if (reason !== 'stale_cursor' || restarted) return { note: noteOf(reason, position, error) };
      restarted = true;
      position = { ...position, after: null };
      continue;
    }
    if (listed.toDo > 0) await fetchLater({ kind: position.kind, page: position.page });
    position = { ...position, after: listed.after, page: position.page + 1 };
    if (listed.after === null) return { note: null };
    if (position.page >= pageLimit) return { note: 'page_limit_reached' };
    if (position.page % pagesPerRun === 0 || workflowInfo().continueAsNewSuggested) {
      return { continueFrom: position };
    }
  }
}

async function fetchPage(page: BackupKey & Pick<ListingPosition, 'kind' | 'page'>): Promise<void> {
  await downloads.storePhotos(page);
  await renditions.renderPhotos(page);
}

/** The adapter's error code; null when the failure is not the vendor's. */
function vendorReason(error: unknown): string | null {
  if (!(error instanceof ActivityFailure)) return null;
  if (error.cause instanceof ApplicationFailure) return error.cause.type ?? null;
  if (!(error.cause instanceof TimeoutFailure)) return null;
  const last = error.cause.cause;
  return last instanceof ApplicationFailure ? (last.type ?? null) : 'interrupted';
}

const vendorReasons = [
  'interrupted',
  'unavailable',
  'rate_limited',
  'bad_answer',
  'refused',
  'blocked',
  'stale_cursor',
];

function noteOf(reason: string | null, position: ListingPosition, error: unknown): BackupNote {
  if (reason === 'reconnect') return 'reconnect_needed';
  if (reason === 'permission_missing') {
    return position.kind === 'photo' ? 'photos_permission_missing' : 'posts_permission_missing';
  }
  if (reason && vendorReasons.includes(reason)) return 'listing_failed';
  throw error;
}
