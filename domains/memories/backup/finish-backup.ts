import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { JobState, JobStep } from '../../../schemas/contracts/jobs.ts';
import { openJobStates } from '../../../schemas/contracts/jobs.ts';
import { type BackupKey, loadBackup } from './backup-key.ts';
import { describeWarnings } from './describe-warnings.ts';
import { measureBackup } from './measure-backup.ts';

export interface BackupEnding {
  outcome: 'finished' | 'cancelled' | 'failed';
  error: { code: string; message: string } | null;
}

/**
 * Closes job and backup together: `succeeded`, or `partial` when anything is missing and named, or what the
 * ending says. What is stored stays in every case. Repeating it changes nothing, also when a later attempt has
 * begun meanwhile.
 */
export async function finishBackup(
  dependencies: Pick<Runtime, 'mongo' | 'clock'>,
  key: BackupKey,
  ending: BackupEnding & { attempt: number },
): Promise<JobState> {
  const { mongo, clock } = dependencies;
  const { jobs, backups } = mongo.models;
  if (ending.outcome === 'finished') await failUnreached(dependencies, key);
  const [backup, figures, totals] = await Promise.all([
    loadBackup(dependencies, key),
    measureBackup(dependencies, key),
    sumAssets(dependencies, key),
  ]);
  const warnings = describeWarnings(backup.notes, figures, totals.withoutCaption, backup.source);
  const state: JobState =
    ending.outcome === 'finished' ? (warnings.length > 0 ? 'partial' : 'succeeded') : ending.outcome;
  const finishedAt = clock.date();
  const counts = {
    photos: figures.storedPhotos,
    newPhotos: figures.newPhotos,
    duplicates: figures.storedPhotos - totals.assets,
    failedPhotos: figures.failedPhotos,
    posts: figures.posts,
    captions: totals.captions,
    bytes: totals.bytes,
  };
  await mongo.transaction(async (session) => {
    const job = await jobs
      .findOne({ _id: key.jobId, workspaceId: key.workspaceId, attempt: ending.attempt }, null, { session })
      .lean();
    if (!job || !openJobStates.includes(job.state)) return;
    const ended = (step: JobStep): JobStep => endStep(step, ending);
    await jobs.updateOne(
      { _id: key.jobId, workspaceId: key.workspaceId },
      {
        $set: {
          state,
          steps: job.steps.map(ended),
          counts,
          warnings,
          etaSeconds: null,
          error: ending.error,
          result: { backupId: key.backupId },
          finishedAt,
          ...(ending.outcome === 'finished' ? { percent: 100 } : {}),
        },
        $inc: { version: 1 },
      },
      { session },
    );
    await backups.updateOne(
      { _id: key.backupId, workspaceId: key.workspaceId },
      { $set: { state, counts, finishedAt } },
      { session },
    );
  });
  return state;
}

/** Listed in an earlier attempt, and not any more: these photos will not come. */
async function failUnreached({ mongo }: Pick<Runtime, 'mongo'>, key: BackupKey): Promise<void> {
  await mongo.models.memories.updateMany(
    { workspaceId: key.workspaceId, backupId: key.backupId, kind: 'photo', state: 'listed' },
    { $set: { state: 'failed', problem: { code: 'gone', message: 'The picture is not there any more.' } } },
  );
}

function endStep(step: JobStep, { outcome }: BackupEnding): JobStep {
  if (step.state !== 'running') return step;
  if (outcome === 'finished') return { ...step, state: 'done', done: step.total ?? step.done };
  return { ...step, state: outcome === 'failed' ? 'failed' : 'pending' };
}

/** Distinct files of the backup: how many, their bytes, how many have a caption. */
async function sumAssets({ mongo }: Pick<Runtime, 'mongo'>, key: BackupKey) {
  const [sums] = await mongo.models.memories.aggregate<{
    assets: number;
    bytes: number;
    captions: number;
    withoutCaption: number;
  }>([
    { $match: { workspaceId: key.workspaceId, backupId: key.backupId, kind: 'photo', state: 'stored' } },
    { $group: { _id: '$assetId' } },
    { $lookup: { from: 'assets', localField: '_id', foreignField: '_id', as: 'asset' } },
    { $unwind: '$asset' },
    {
      $group: {
        _id: null,
        assets: { $sum: 1 },
        bytes: { $sum: '$asset.bytes' },
        captions: { $sum: { $cond: [{ $gt: ['$asset.caption.text', ''] }, 1, 0] } },
        withoutCaption: { $sum: { $cond: [{ $eq: ['$asset.caption.source', 'none'] }, 1, 0] } },
      },
    },
  ]);
  return sums ?? { assets: 0, bytes: 0, captions: 0, withoutCaption: 0 };
}
