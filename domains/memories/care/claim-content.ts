import type { Runtime } from '../../../runtime/create-runtime.ts';
import { finishErasing } from './erase-assets.ts';
import { AssetErased } from './use-assets.ts';

/** Each repetition finds another's insert or ends another's erasure: more than a few in a row is a fault. */
const mostTries = 5;

/**
 * Runs `store`, which upserts the asset of this content and points at it, until it holds. Two upserts at once: the
 * unique index lets one in, the other is repeated and finds it. An asset that is just being erased stands in the way:
 * its erasure is ended first, then it is made anew.
 */
export async function claimContent<T>(
  dependencies: Pick<Runtime, 'mongo' | 'blobs'>,
  content: { workspaceId: string; sha256: string },
  store: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await store();
    } catch (error) {
      const inTheWay = (error as { code?: number }).code === 11000 || error instanceof AssetErased;
      if (!inTheWay || tries === mostTries) throw error;
      const tombstone = await dependencies.mongo.models.assets
        .findOne({ ...content, erasing: { $ne: null } })
        .lean();
      if (tombstone) await finishErasing(dependencies, tombstone);
    }
  }
}
