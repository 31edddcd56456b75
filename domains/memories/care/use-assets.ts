import type { ClientSession } from 'mongoose';
import type { Runtime } from '../../../runtime/create-runtime.ts';

/** The asset was erased between finding and using it; a repetition stores it anew. */
export class AssetErased extends Error {
  constructor(assetId: string) {
    super(`Asset ${assetId} has been erased meanwhile.`);
    this.name = 'AssetErased';
  }
}

/**
 * Says, in the transaction that writes the rows, that rows are about to point at these assets; gives those that may be
 * pointed at. One that is being erased, or is gone, is not among them.
 */
export async function useAssets(
  { mongo }: Pick<Runtime, 'mongo'>,
  session: ClientSession,
  workspaceId: string,
  assetIds: string[],
): Promise<Set<string>> {
  const present = { workspaceId, _id: { $in: assetIds }, erasing: null };
  // Always a change: a write that changes nothing would not conflict with the collector's transaction.
  await mongo.models.assets.updateMany(
    present,
    { $set: { unusedSince: null }, $inc: { uses: 1 } },
    { session },
  );
  const usable = await mongo.models.assets.find(present, '_id').session(session).lean();
  return new Set(usable.map(({ _id }) => _id));
}
