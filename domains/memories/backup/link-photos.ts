import { ulid } from 'ulid';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { AssetDoc } from '../../../schemas/models/asset.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import { useAssets } from '../care/use-assets.ts';
import { foldWords } from '../pictures/fold-words.ts';
import { damagedProblem } from './backup-key.ts';

interface Photo {
  row: MemoryDoc;
  /** Holds the row's picture. */
  asset: AssetDoc;
}

/**
 * Points the networks' ids and the rows at their assets, all in one transaction. Gives the ids of the assets that could
 * be pointed at; rows of one that is being erased stay as they are.
 */
export async function linkPhotos(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  backup: BackupDoc,
  photos: Photo[],
): Promise<Set<string>> {
  const { remotePhotos, memories } = mongo.models;
  const { workspaceId, provider } = backup;
  const accountId = backup.account.remoteId;
  const write = () =>
    mongo.transaction(async (session) => {
      const ids = [...new Set(photos.map(({ asset }) => asset._id))];
      const usable = await useAssets({ mongo }, session, workspaceId, ids);
      const linked = photos.filter(({ asset }) => usable.has(asset._id));
      if (linked.length === 0) return usable;
      await remotePhotos.bulkWrite(
        linked.map(({ row, asset }) => ({
          updateOne: {
            filter: { workspaceId, provider, accountId, remoteId: row.remoteId },
            update: { $set: { assetId: asset._id }, $setOnInsert: { _id: ulid(clock.now()) } },
            upsert: true,
          },
        })),
        { session },
      );
      await memories.bulkWrite(
        linked.map(({ row, asset }) => ({
          updateOne: { filter: { _id: row._id, workspaceId }, update: { $set: storedFields(row, asset) } },
        })),
        { session },
      );
      return usable;
    });
  // Two at once for one id of the network: the unique index lets one in, the other then finds it.
  return write().catch((error: { code?: number }) => {
    if (error.code !== 11000) throw error;
    return write();
  });
}

const storedFields = (row: MemoryDoc, asset: AssetDoc): Partial<MemoryDoc> => ({
  state: 'stored',
  problem: asset.damaged ? damagedProblem : null,
  assetId: asset._id,
  sourceUrl: null,
  entry: null,
  // Known by the asset, so that a repetition after a crash says the same.
  fresh: asset.firstMemoryId === row._id,
  rendered: asset.damaged || asset.renditions?.web !== undefined,
  captioned: asset.caption != null && asset.caption.source !== 'none',
  captionWords: foldWords(asset.caption?.text),
  ...(asset.takenAtOrigin === 'person' && asset.takenAt ? { sortAt: asset.takenAt } : {}),
});
