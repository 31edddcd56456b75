import { defineSearchAttributeKey } from '@temporalio/common';
import {
  CancellationScope,
  ContinueAsNew,
  continueAsNew,
  executeChild,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { createMemoriesActivities } from '../../activities/memories/create-memories-activities.ts';
import type { BackupKey } from '../../domains/memories/backup/backup-key.ts';
import type { BackupPlan } from '../../domains/memories/backup/begin-backup.ts';
import type { BackupEnding } from '../../domains/memories/backup/finish-backup.ts';
import type { JobState } from '../../schemas/contracts/jobs.ts';
import {
  type BackupInput,
  type ListingPosition,
  readablePrefix,
  searchAttributes,
} from '../../schemas/contracts/workflows.ts';
import { captionPhotos } from './caption-photos.ts';
import { readListing } from './read-listing.ts';

type Activities = ReturnType<typeof createMemoriesActivities>;

/** Bookkeeping in our own database: as long as it is away nothing else makes sense either. */
const books = proxyActivities<
  Pick<Activities, 'beginBackup' | 'reportSteps' | 'noteBackup' | 'finishBackup'>
>({
  taskQueue: 'network',
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '500 ms', maximumInterval: '20 seconds' },
});

/** Long, and begun anew after a failure: nothing of it is visible before it is whole. */
const archives = proxyActivities<Pick<Activities, 'writeArchive'>>({
  taskQueue: 'media',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  startToCloseTimeout: '12 hours',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute', maximumAttempts: 20 },
});

/** Where the next run goes on. */
interface Resume {
  plan: BackupPlan;
  position: ListingPosition;
}

const stateAttribute = defineSearchAttributeKey(searchAttributes.state, 'KEYWORD');

const firstPhotos: ListingPosition = { kind: 'photo', after: null, page: 0 };
const firstPosts: ListingPosition = { kind: 'post', after: null, page: 0 };

/** Backs up one account: list and download, posts, captions, archive. Returns the job's final state. */
export async function backup(input: BackupInput, resume?: Resume): Promise<JobState | 'superseded'> {
  const key: BackupKey = { workspaceId: input.workspaceId, backupId: input.backupId, jobId: input.jobId };
  try {
    const plan = resume?.plan ?? (await books.beginBackup({ ...key, attempt: input.attempt }));
    if (!plan.go) return 'superseded';
    await readAccount(input, key, plan, resume?.position ?? firstPhotos);
    await captionAll(input, key);
    setCurrentDetails('Writing and verifying the archive');
    await books.reportSteps(key, { captions: 'done', archive: 'running' });
    await archives.writeArchive(key);
    return await finish(input, key, { outcome: 'finished', error: null });
  } catch (error) {
    if (error instanceof ContinueAsNew) throw error;
    const ending = endingOf(error);
    await CancellationScope.nonCancellable(() => finish(input, key, ending));
    throw error;
  }
}

async function readAccount(
  input: BackupInput,
  key: BackupKey,
  plan: BackupPlan,
  from: ListingPosition,
): Promise<void> {
  if (from.kind === 'photo') {
    setCurrentDetails('Listing and downloading photos');
    await books.reportSteps(key, { list: 'running', photos: 'running', renditions: 'running' });
    if (plan.photos) await readOne(input, key, plan, from);
  }
  setCurrentDetails('Listing posts');
  await books.reportSteps(key, { list: 'done', photos: 'done', posts: plan.posts ? 'running' : 'skipped' });
  if (plan.posts) await readOne(input, key, plan, from.kind === 'post' ? from : firstPosts);
  await books.reportSteps(key, {
    renditions: 'done',
    posts: plan.posts ? 'done' : 'skipped',
    captions: 'running',
  });
}

async function readOne(
  input: BackupInput,
  key: BackupKey,
  plan: BackupPlan,
  from: ListingPosition,
): Promise<void> {
  const end = await readListing(key, from, input.pageLimit);
  if ('continueFrom' in end) {
    await continueAsNew<typeof backup>(input, { plan, position: end.continueFrom });
  } else if (end.note) {
    await books.noteBackup(key, end.note);
    // An ended login can't list posts either, and would be noted a second time.
    if (end.note === 'reconnect_needed') plan.posts = false;
  }
}

async function captionAll(input: BackupInput, key: BackupKey): Promise<void> {
  setCurrentDetails('Captioning photos');
  await executeChild(captionPhotos, {
    workflowId: `captions:${key.backupId}:${input.attempt}`,
    args: [{ ...key, window: input.captionWindow }],
    staticSummary: `${readablePrefix}Captions of backup ${key.backupId}`,
  });
}

async function finish(input: BackupInput, key: BackupKey, ending: BackupEnding): Promise<JobState> {
  const state = await books.finishBackup(key, { ...ending, attempt: input.attempt });
  upsertSearchAttributes([{ key: stateAttribute, value: state }]);
  setCurrentDetails(`Ended: ${state}`);
  return state;
}

function endingOf(error: unknown): BackupEnding {
  // An activity may end in another way than by acknowledging: the wish counts.
  if (isCancellation(error) || CancellationScope.current().consideredCancelled)
    return { outcome: 'cancelled', error: null };
  return {
    outcome: 'failed',
    error: {
      code: 'memories.backup_failed',
      message: `Something went wrong on our side. What was saved is safe; try again. (${workflowInfo().runId.slice(0, 8)})`,
    },
  };
}
