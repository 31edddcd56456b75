import type { Album } from '../../schemas/contracts/care.ts';
import type { BackupDoc } from '../../schemas/models/backup.ts';
import type { Models } from '../../schemas/models/index.ts';
import { toAsset } from './asset-view.ts';

interface Group {
  _id: string;
  photos: number;
  covers: (string | null)[];
  from: Date | null;
  to: Date | null;
}

/** Albums of a backup by name, each with its newest picture and the span of its dates. */
export async function listAlbums(
  models: Models,
  backup: Pick<BackupDoc, '_id' | 'workspaceId'>,
): Promise<Album[]> {
  const { workspaceId } = backup;
  const isShown = { $and: ['$rendered', { $eq: ['$problem', null] }] };
  // Undated ones stand at the beginning of time.
  const date = { $cond: [{ $eq: ['$sortAt', new Date(0)] }, null, '$sortAt'] };
  const groups = await models.memories.aggregate<Group>([
    { $match: { workspaceId, backupId: backup._id, kind: 'photo', state: 'stored', album: { $ne: null } } },
    { $set: { shown: isShown } },
    {
      $group: {
        _id: '$album',
        photos: { $sum: 1 },
        covers: {
          $topN: {
            n: 1,
            sortBy: { shown: -1, sortAt: -1, _id: -1 },
            output: { $cond: ['$shown', '$assetId', null] },
          },
        },
        from: { $min: date },
        to: { $max: date },
      },
    },
  ]);
  const ids = groups.flatMap(({ covers }) => covers[0] ?? []);
  const assets = await models.assets.find({ workspaceId, _id: { $in: ids } }).lean();
  const byId = new Map(assets.map((asset) => [asset._id, asset]));
  const { compare } = new Intl.Collator('en', { numeric: true });
  return groups
    .sort((one, other) => compare(one._id, other._id))
    .map(({ _id, photos, covers, from, to }) => {
      const cover = byId.get(covers[0] ?? '');
      return {
        name: _id,
        photos,
        cover: cover ? toAsset(cover) : null,
        from: from?.toISOString() ?? null,
        to: to?.toISOString() ?? null,
      };
    });
}
