import type { Runtime } from '../../../runtime/create-runtime.ts';
import { openJobStates } from '../../../schemas/contracts/jobs.ts';
import type { JobDoc } from '../../../schemas/models/job.ts';
import { backupFolder } from '../archive/archive-layout.ts';
import { eraseAssets } from '../care/erase-assets.ts';
import { discardFiles } from '../uploads/discard-files.ts';
import type { ImportKey } from './import-key.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'blobs' | 'clock'>;
type Refusal = NonNullable<JobDoc['error']>;

/** Rows taken back at a time. */
const batch = 200;

/**
 * An archive that can't be taken leaves nothing but its job, which says why: rows, pictures that only this import
 * brought, links from the network's ids, files of messages, the backup and the upload go. The job is closed last, so
 * that one killed on the way goes on.
 */
export async function refuseImport(
  dependencies: Dependencies,
  key: ImportKey & { attempt: number },
  refusal: Refusal,
  signal?: AbortSignal,
): Promise<void> {
  const { mongo, blobs, clock } = dependencies;
  const { jobs, backups, backupFiles, imports } = mongo.models;
  const { workspaceId, backupId, importId } = key;
  const job = await jobs.findOne({ _id: key.jobId, workspaceId, attempt: key.attempt }).lean();
  if (!job || !openJobStates.includes(job.state)) return;
  while (await takeBack(dependencies, key, signal)) signal?.throwIfAborted();
  const backup = await backups.findOne({ _id: backupId, workspaceId }).lean();
  if (backup) {
    for await (const { name } of blobs.list('backups', `${backupFolder(backup)}/`)) {
      await blobs.remove('backups', name);
    }
  }
  await backupFiles.deleteMany({ workspaceId, backupId });
  const upload = await imports.findOne({ _id: importId, workspaceId }).lean();
  if (upload) await discardFiles(blobs, upload.files);
  await imports.deleteOne({ _id: importId, workspaceId });
  await backups.deleteOne({ _id: backupId, workspaceId });
  await jobs.updateOne(
    { _id: key.jobId, workspaceId, attempt: key.attempt, state: { $in: openJobStates } },
    {
      $set: {
        state: 'failed',
        error: refusal,
        steps: job.steps.map((step) => (step.state === 'running' ? { ...step, state: 'failed' } : step)),
        counts: {},
        warnings: [],
        etaSeconds: null,
        result: null,
        finishedAt: clock.date(),
      },
      $inc: { version: 1 },
    },
  );
}

/** Some rows with all that they brought; false when none is left. */
async function takeBack(dependencies: Dependencies, key: ImportKey, signal?: AbortSignal): Promise<boolean> {
  const { memories, assets, remotePhotos, backups } = dependencies.mongo.models;
  const { workspaceId, backupId } = key;
  const rows = await memories.find({ workspaceId, backupId }, 'kind remoteId assetId').limit(batch).lean();
  if (rows.length === 0) return false;
  const ids = rows.map(({ _id }) => _id);
  const brought = await assets.find({ workspaceId, firstMemoryId: { $in: ids } }, '_id').lean();
  await memories.updateMany({ workspaceId, _id: { $in: ids } }, { $set: { assetId: null } });
  // The next collection ends what a crash leaves here: such an asset belongs to nothing any more.
  await eraseAssets(
    dependencies,
    workspaceId,
    brought.map(({ _id }) => _id),
    signal ? { signal } : {},
  );
  const photoIds = rows.filter(({ kind }) => kind === 'photo').map(({ remoteId }) => remoteId);
  const others = await memories.distinct('remoteId', {
    workspaceId,
    backupId: { $ne: backupId },
    kind: 'photo',
    remoteId: { $in: photoIds },
  });
  const backup = await backups.findOne({ _id: backupId, workspaceId }).lean();
  if (backup) {
    await remotePhotos.deleteMany({
      workspaceId,
      provider: backup.provider,
      accountId: backup.account.remoteId,
      remoteId: { $in: photoIds.filter((id) => !others.includes(id)) },
    });
  }
  await memories.deleteMany({ workspaceId, _id: { $in: ids } });
  return true;
}
