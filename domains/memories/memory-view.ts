import type { Memory } from '../../schemas/contracts/memories.ts';
import type { AssetDoc } from '../../schemas/models/asset.ts';
import type { Models } from '../../schemas/models/index.ts';
import type { MemoryDoc } from '../../schemas/models/memory.ts';
import { toAsset } from './asset-view.ts';

/** Rows of one workspace as clients see them, with their files: two queries for any number of rows. */
export async function toMemories(models: Models, workspaceId: string, rows: MemoryDoc[]): Promise<Memory[]> {
  const remoteIds = [...new Set(rows.flatMap(({ photoRemoteIds }) => photoRemoteIds))];
  const backupIds = [...new Set(rows.map(({ backupId }) => backupId))];
  const photos =
    remoteIds.length > 0
      ? await models.memories
          .find({ workspaceId, backupId: { $in: backupIds }, kind: 'photo', remoteId: { $in: remoteIds } })
          .lean()
      : [];
  const assetIds = new Set([...rows, ...photos].flatMap(({ assetId }) => assetId ?? []));
  const assets = await models.assets.find({ workspaceId, _id: { $in: [...assetIds] } }).lean();
  const assetById = new Map(assets.map((asset) => [asset._id, asset]));
  const photoByKey = new Map(photos.map((photo) => [`${photo.backupId}:${photo.remoteId}`, photo]));
  const assetOf = (row: MemoryDoc | undefined): AssetDoc | undefined =>
    row?.assetId ? assetById.get(row.assetId) : undefined;

  return rows.map((row) => {
    const asset = assetOf(row);
    return {
      id: row._id,
      backupId: row.backupId,
      kind: row.kind,
      remoteId: row.remoteId,
      createdAt: row.createdAt?.toISOString() ?? null,
      // Rows without any date are ordered as if they were from the epoch.
      at: row.sortAt.getTime() === 0 ? null : row.sortAt.toISOString(),
      text: row.text,
      album: row.album,
      place: row.place ?? asset?.place ?? null,
      permalink: row.permalink,
      state: row.state,
      problem: row.problem?.message ?? null,
      asset: asset ? toAsset(asset) : null,
      tags: row.tags ?? [],
      comments: (row.comments ?? []).map((comment) => ({
        ...comment,
        createdAt: comment.createdAt?.toISOString() ?? null,
      })),
      carried: row.carried ?? false,
      photos: row.photoRemoteIds.flatMap((id) => {
        const photo = assetOf(photoByKey.get(`${row.backupId}:${id}`));
        return photo ? [toAsset(photo)] : [];
      }),
    };
  });
}
