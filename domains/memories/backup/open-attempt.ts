import type { Runtime } from '../../../runtime/create-runtime.ts';
import { openJobStates } from '../../../schemas/contracts/jobs.ts';
import type { BackupKey } from './backup-key.ts';

/**
 * Opens an attempt: job and backup become running, and pictures that no captioner could describe get another
 * chance. False: the attempt is over already (ended, superseded or cancelled before it began).
 */
export async function openAttempt(
  dependencies: Pick<Runtime, 'mongo' | 'clock'>,
  key: BackupKey & { attempt: number },
): Promise<boolean> {
  const { mongo, clock } = dependencies;
  const job = await mongo.models.jobs
    .findOneAndUpdate(
      {
        _id: key.jobId,
        workspaceId: key.workspaceId,
        attempt: key.attempt,
        state: { $in: openJobStates },
      },
      [
        {
          $set: {
            state: 'running',
            startedAt: { $ifNull: ['$startedAt', clock.date()] },
            version: { $add: ['$version', 1] },
          },
        },
      ],
      { returnDocument: 'after', updatePipeline: true },
    )
    .lean();
  if (!job) return false;
  await mongo.models.backups.updateOne(
    { _id: key.backupId, workspaceId: key.workspaceId, state: { $in: openJobStates } },
    { $set: { state: 'running' } },
  );
  await reopenCaptions(dependencies, key);
  return true;
}

/** A picture that no captioner could describe last time gets another chance. */
async function reopenCaptions({ mongo }: Pick<Runtime, 'mongo'>, key: BackupKey): Promise<void> {
  const { assets, memories } = mongo.models;
  const without = await assets.find({ workspaceId: key.workspaceId, 'caption.source': 'none' }, '_id').lean();
  if (without.length === 0) return;
  await memories.updateMany(
    {
      workspaceId: key.workspaceId,
      backupId: key.backupId,
      assetId: { $in: without.map(({ _id }) => _id) },
      captioned: true,
    },
    { $set: { captioned: false } },
  );
}
