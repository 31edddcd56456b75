import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { AssetDoc } from '../../../schemas/models/asset.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'blobs'>;

/** So long ago that no grace holds it back: to be erased by the next collection. */
export const atOnce = new Date(0);

/**
 * Erases those of the given assets that no row points to, with original, renditions and links from the network's ids;
 * gives how many. `unusedBefore`: only those marked as unused until then, for a collector that has looked some time ago.
 * Safe to repeat and to kill at any line: what a killed call began, the next collection ends.
 */
export async function eraseAssets(
  dependencies: Dependencies,
  workspaceId: string,
  assetIds: string[],
  options: { unusedBefore?: Date; signal?: AbortSignal } = {},
): Promise<number> {
  let erased = 0;
  for (const assetId of assetIds) {
    options.signal?.throwIfAborted();
    const asset = await condemn(dependencies, { workspaceId, assetId }, options.unusedBefore);
    if (!asset) continue;
    await finishErasing(dependencies, asset);
    erased += 1;
  }
  return erased;
}

/**
 * Turns an asset that nothing points to into a tombstone. Whoever begins to use it writes to it in the transaction of
 * the row (claimContent, useAssets): either that row is seen here, or one of the two transactions gives way.
 */
async function condemn(
  { mongo, blobs }: Dependencies,
  { workspaceId, assetId }: { workspaceId: string; assetId: string },
  unusedBefore?: Date,
): Promise<AssetDoc | null> {
  const { assets, memories } = mongo.models;
  const present = await assets.findOne({ _id: assetId, workspaceId }).lean();
  if (!present || present.erasing) return present;
  // The etags as they are before the tombstone: a blob that somebody writes after it has another one.
  const original = await blobs.stat('assets', present.blobName);
  const found = original ? [{ name: original.name, etag: original.etag }] : [];
  for await (const { name, etag } of blobs.list('assets', renditionFolder(present)))
    found.push({ name, etag });
  return mongo.transaction(async (session) => {
    if (await memories.exists({ workspaceId, assetId }).session(session)) return null;
    return assets
      .findOneAndUpdate(
        {
          _id: assetId,
          workspaceId,
          erasing: null,
          uses: present.uses ?? { $in: [0, null] },
          ...(unusedBefore ? { unusedSince: { $ne: null, $lte: unusedBefore } } : {}),
        },
        { $set: { erasing: { blobs: found }, unusedSince: atOnce } },
        { returnDocument: 'after', session },
      )
      .lean();
  });
}

/** As renderPhotos names them; also those that a crash kept out of the asset's row. */
const renditionFolder = ({ workspaceId, sha256 }: AssetDoc) => `${workspaceId}/renditions/${sha256}/`;

/** The rest of it: blobs first, the tombstone last. Anybody who needs the content anew may end it (claimContent). */
export async function finishErasing({ mongo, blobs }: Dependencies, asset: AssetDoc): Promise<void> {
  const { _id, workspaceId } = asset;
  for (const { name, etag } of asset.erasing?.blobs ?? []) {
    await blobs.remove('assets', name, { ifMatch: etag });
  }
  await mongo.models.remotePhotos.deleteMany({ workspaceId, assetId: _id });
  await mongo.models.assets.deleteOne({ _id, workspaceId, erasing: { $ne: null } });
}
