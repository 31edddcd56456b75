import type { Runtime } from '../../runtime/create-runtime.ts';
import type { AssetDoc, DateOrigin } from '../../schemas/models/asset.ts';

/** Most trusted first. */
const trust: readonly DateOrigin[] = ['person', 'exif', 'backdated', 'post', 'upload'];

/**
 * Gives a picture a date that was found for it, unless a more trusted one (or another as good) is known. What a
 * person said stays: the found date is then kept beside it.
 */
export async function recordFoundDate(
  { mongo }: Pick<Runtime, 'mongo'>,
  asset: Pick<AssetDoc, '_id' | 'workspaceId'>,
  found: { at: Date | null; origin: DateOrigin | null },
): Promise<void> {
  if (!found.at || !found.origin) return;
  const weaker = { $in: [null, ...trust.slice(trust.indexOf(found.origin) + 1)] };
  const own = { _id: asset._id, workspaceId: asset.workspaceId };
  const { assets } = mongo.models;
  await assets.updateOne(
    { ...own, takenAtOrigin: weaker },
    { $set: { takenAt: found.at, takenAtOrigin: found.origin } },
  );
  await assets.updateOne(
    {
      ...own,
      takenAtOrigin: 'person',
      $or: [{ foundTakenAt: null }, { 'foundTakenAt.origin': weaker }],
    },
    { $set: { foundTakenAt: found } },
  );
}
