import type { Runtime } from '../../../runtime/create-runtime.ts';
import { openJobStates } from '../../../schemas/contracts/jobs.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { backupFolder } from '../archive/archive-layout.ts';
import { atOnce } from './erase-assets.ts';
import { removeFolder } from './remove-folder.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'blobs' | 'clock'>;

const perBatch = 500;
const everywhere = { acrossWorkspaces: 'the collector serves every workspace' };

/**
 * Erases one backup whose days of grace are over: its blobs, its rows, itself last, so that a killed call is taken up
 * by the next. One that is still being stopped waits. Its pictures are left to the sweep: others may use them. Returns
 * false when none is due.
 */
export async function purgeBackup(dependencies: Dependencies, signal?: AbortSignal): Promise<boolean> {
  const backup = await claim(dependencies);
  if (!backup) return false;
  const { models } = dependencies.mongo;
  const { workspaceId } = backup;
  const scope = { workspaceId, backupId: backup._id };
  await removeFolder(dependencies, 'backups', `${backupFolder(backup)}/`, signal);
  for await (const { blobName } of models.backupFiles.find(scope, 'blobName').lean().cursor()) {
    await dependencies.blobs.remove('backups', blobName);
  }
  await models.backupFiles.deleteMany(scope);
  await models.verifications.deleteMany(scope);
  await removeMemories(dependencies, backup, signal);
  await models.backups.deleteOne({ _id: backup._id, workspaceId, purgeAt: { $lte: atOnce } });
  return true;
}

/** From here on it can't be restored, whatever another process's clock says. */
function claim({ mongo, clock }: Dependencies): Promise<BackupDoc | null> {
  return mongo.models.backups
    .findOneAndUpdate(
      {
        deletedAt: { $ne: null },
        purgeAt: { $ne: null, $lte: clock.date() },
        state: { $nin: openJobStates },
      },
      { $set: { purgeAt: atOnce } },
      { sort: { purgeAt: 1 }, returnDocument: 'after' },
    )
    .setOptions(everywhere)
    .lean();
}

async function removeMemories(
  { mongo }: Dependencies,
  { _id: backupId, workspaceId, deletionRequestId }: BackupDoc,
  signal?: AbortSignal,
): Promise<void> {
  const { memories, assets } = mongo.models;
  for (;;) {
    signal?.throwIfAborted();
    const rows = await memories.find({ workspaceId, backupId }, 'assetId').limit(perBatch).lean();
    if (rows.length === 0) return;
    if (deletionRequestId) {
      // No grace for these; whatever another backup uses as well is cleared again by the sweep.
      const ids = rows.flatMap(({ assetId }) => assetId ?? []);
      await assets.updateMany({ workspaceId, _id: { $in: ids } }, { $set: { unusedSince: atOnce } });
    }
    await memories.deleteMany({ workspaceId, _id: { $in: rows.map(({ _id }) => _id) } });
  }
}
