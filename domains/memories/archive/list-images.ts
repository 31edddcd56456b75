import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { AssetDoc } from '../../../schemas/models/asset.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { imagePath } from './archive-layout.ts';

export type ImageFields = Pick<
  AssetDoc,
  '_id' | 'sha256' | 'blobName' | 'bytes' | 'extension' | 'mime' | 'takenAt' | 'createdAt'
>;

export interface ArchiveImage extends ImageFields {
  /** Below the backup's folder. */
  path: string;
}

/** Every picture of a backup once, by date and then by content: the same order whenever it is asked for. */
export async function* listImages(
  { mongo }: Pick<Runtime, 'mongo'>,
  backup: Pick<BackupDoc, '_id' | 'workspaceId'>,
): AsyncGenerator<ArchiveImage> {
  const { workspaceId } = backup;
  const assets = mongo.models.memories
    .aggregate<ImageFields>([
      { $match: { workspaceId, backupId: backup._id, assetId: { $ne: null } } },
      { $group: { _id: '$assetId' } },
      {
        $lookup: {
          from: 'assets',
          localField: '_id',
          foreignField: '_id',
          pipeline: [
            { $match: { workspaceId } },
            {
              $project: { sha256: 1, blobName: 1, bytes: 1, extension: 1, mime: 1, takenAt: 1, createdAt: 1 },
            },
          ],
          as: 'asset',
        },
      },
      { $unwind: '$asset' },
      { $replaceRoot: { newRoot: '$asset' } },
      { $sort: { takenAt: 1, sha256: 1 } },
    ])
    .allowDiskUse(true)
    .cursor({ batchSize: 1_000 });
  for await (const asset of assets) yield { ...asset, path: imagePath(asset) };
}
