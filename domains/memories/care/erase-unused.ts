import type { Runtime } from '../../../runtime/create-runtime.ts';
import { eraseAssets } from './erase-assets.ts';

/** An asset that a backup at work has just stored, but not pointed at yet, must not go: it has a day for that. */
const graceMs = 24 * 3_600_000;
const perCall = 200;

/**
 * Erases the next assets that were marked as unused more than a day ago, of any workspace, and ends erasures that a
 * crash cut short. Returns whether to go on.
 */
export async function eraseUnused(
  dependencies: Pick<Runtime, 'mongo' | 'blobs' | 'clock'>,
  signal?: AbortSignal,
): Promise<boolean> {
  const unusedBefore = new Date(dependencies.clock.now() - graceMs);
  const due = await dependencies.mongo.models.assets
    .find({ unusedSince: { $type: 'date', $lte: unusedBefore } }, '_id workspaceId')
    .setOptions({ acrossWorkspaces: 'the collector serves every workspace' })
    .limit(perCall)
    .lean();
  for (const { _id, workspaceId } of due) {
    const options = { unusedBefore, ...(signal ? { signal } : {}) };
    const erased = await eraseAssets(dependencies, workspaceId, [_id], options);
    if (erased === 0) await forgetMark(dependencies, workspaceId, _id, unusedBefore);
  }
  return due.length === perCall;
}

/** It is used after all: the next sweep would see that too, but the same rows must not come up for ever. */
async function forgetMark(
  { mongo }: Pick<Runtime, 'mongo'>,
  workspaceId: string,
  assetId: string,
  unusedBefore: Date,
): Promise<void> {
  await mongo.models.assets.updateOne(
    { _id: assetId, workspaceId, erasing: null, unusedSince: { $lte: unusedBefore } },
    { $set: { unusedSince: null } },
  );
}
