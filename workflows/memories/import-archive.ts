import { defineSearchAttributeKey } from '@temporalio/common';
import {
  ActivityFailure,
  ApplicationFailure,
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
import type { createImportActivities } from '../../activities/memories/create-import-activities.ts';
import type { createMemoriesActivities } from '../../activities/memories/create-memories-activities.ts';
import type { BackupEnding } from '../../domains/memories/backup/finish-backup.ts';
import type { ImportPlan } from '../../domains/memories/imports/begin-import.ts';
import type { ImportKey } from '../../domains/memories/imports/import-key.ts';
import type { JobState } from '../../schemas/contracts/jobs.ts';
import {
  type ImportArchiveInput,
  readablePrefix,
  searchAttributes,
} from '../../schemas/contracts/workflows.ts';
import { captionPhotos } from './caption-photos.ts';
import { importPages, type PagePosition, readPages } from './import-pages.ts';

type Imports = ReturnType<typeof createImportActivities>;
type Memories = ReturnType<typeof createMemoriesActivities>;

/** Bookkeeping in our own database: as long as it is away nothing else makes sense either. */
const books = proxyActivities<Pick<Imports, 'beginImport' | 'finishImport'> & Pick<Memories, 'reportSteps'>>({
  taskQueue: 'network',
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '500 ms', maximumInterval: '20 seconds' },
});

/** Long; a repetition changes nothing. What fails for an hour in spite of retries is a fault of ours. */
const long = {
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  startToCloseTimeout: '12 hours',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute', maximumAttempts: 60 },
} as const;
const network = proxyActivities<Pick<Imports, 'mergeEarlier'>>({ taskQueue: 'network', ...long });
const media = proxyActivities<Pick<Memories, 'writeArchive'>>({ taskQueue: 'media', ...long });

/** Nothing may be left of a refused archive, however long that takes. */
const cleaners = proxyActivities<Pick<Imports, 'refuseImport'>>({
  taskQueue: 'network',
  ...long,
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** Where the next run goes on. */
interface Resume {
  plan: ImportPlan;
  position: PagePosition;
}

const stateAttribute = defineSearchAttributeKey(searchAttributes.state, 'KEYWORD');

/** Makes a backup of an uploaded archive: read, photos, merge, captions, archive. Returns the job's final state. */
export async function importArchive(
  input: ImportArchiveInput,
  resume?: Resume,
): Promise<JobState | 'superseded'> {
  const { workspaceId, backupId, jobId, importId, attempt } = input;
  const key: ImportKey = { workspaceId, backupId, jobId, importId };
  try {
    const plan = resume?.plan ?? (await books.beginImport({ ...key, attempt }));
    if (!plan.go) return 'superseded';
    if (plan.read) await importAll(input, key, plan, resume?.position ?? null);
    setCurrentDetails('Merging with earlier backups');
    await books.reportSteps(key, { read: 'done', photos: 'done', merge: 'running' });
    await network.mergeEarlier(key);
    await books.reportSteps(key, { merge: 'done', captions: plan.captions ? 'running' : 'skipped' });
    if (plan.captions) await captionAll(input, key);
    setCurrentDetails('Writing and verifying the archive');
    await books.reportSteps(key, { captions: plan.captions ? 'done' : 'skipped', archive: 'running' });
    await media.writeArchive({ workspaceId, backupId, jobId });
    return await finish(input, key, { outcome: 'finished', error: null });
  } catch (error) {
    if (error instanceof ContinueAsNew) throw error;
    const wished = CancellationScope.current().consideredCancelled;
    return await CancellationScope.nonCancellable(() => end(input, key, error, wished));
  }
}

async function importAll(
  input: ImportArchiveInput,
  key: ImportKey,
  plan: ImportPlan,
  from: PagePosition | null,
): Promise<void> {
  if (!from) {
    setCurrentDetails('Reading the archive');
    await books.reportSteps(key, { read: 'running' });
  }
  const position = from ?? (await readPages(key));
  if (!from) await books.reportSteps(key, { read: 'done', photos: 'running' });
  setCurrentDetails(`Importing ${position.pages} pages of photos`);
  const next = await importPages(key, position);
  if (next) await continueAsNew<typeof importArchive>(input, { plan, position: next });
}

async function captionAll(input: ImportArchiveInput, key: ImportKey): Promise<void> {
  setCurrentDetails('Captioning photos');
  const { importId: _importId, ...own } = key;
  await executeChild(captionPhotos, {
    workflowId: `captions:${key.backupId}:${input.attempt}`,
    args: [{ ...own, window: input.captionWindow }],
    staticSummary: `${readablePrefix}Captions of import ${key.backupId}`,
  });
}

async function finish(
  { attempt }: ImportArchiveInput,
  key: ImportKey,
  ending: BackupEnding,
): Promise<JobState> {
  return show(await books.finishImport(key, { ...ending, attempt }));
}

function show(state: JobState): JobState {
  upsertSearchAttributes([{ key: stateAttribute, value: state }]);
  setCurrentDetails(`Ended: ${state}`);
  return state;
}

/** A refused archive leaves nothing but the reason; everything else keeps what is stored, for another attempt. */
async function end(
  input: ImportArchiveInput,
  key: ImportKey,
  error: unknown,
  wished: boolean,
): Promise<JobState> {
  const refusal = refusalOf(error);
  if (refusal) {
    setCurrentDetails('Taking back what was read of a refused archive');
    await cleaners.refuseImport({ ...key, attempt: input.attempt }, refusal);
    return show('failed');
  }
  // An activity may end in another way than by acknowledging: the wish counts.
  const isCancelled = isCancellation(error) || wished;
  const message = `Something went wrong on our side. What was saved is safe; try again. (${workflowInfo().runId.slice(0, 8)})`;
  await finish(
    input,
    key,
    isCancelled
      ? { outcome: 'cancelled', error: null }
      : { outcome: 'failed', error: { code: 'memories.import_failed', message } },
  );
  throw error;
}

function refusalOf(error: unknown): BackupEnding['error'] {
  if (!(error instanceof ActivityFailure && error.cause instanceof ApplicationFailure)) return null;
  const { type, message } = error.cause;
  return type?.startsWith('memories.archive_') ? { code: type, message } : null;
}
