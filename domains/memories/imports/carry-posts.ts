import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import { copyRow } from './copy-row.ts';
import { archiveId } from './import-key.ts';
import { createPostMatcher } from './match-posts.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock'>;
type Own = Pick<BackupDoc, '_id' | 'workspaceId'>;

/**
 * Posts of an earlier backup: one that the archive has under a key of its own, by second and words, gets the
 * network's id and address; one that it lacks is copied. Their photos are those of this backup.
 */
export async function carryPosts(
  dependencies: Dependencies,
  backup: Own,
  earlier: Own,
  rows: MemoryDoc[],
): Promise<void> {
  const { memories } = dependencies.mongo.models;
  const scope = { workspaceId: backup.workspaceId, backupId: backup._id, kind: 'post' as const };
  const dates = rows.flatMap(({ createdAt }) => createdAt ?? []);
  const own = await memories
    .find({
      ...scope,
      $or: [{ remoteId: { $in: rows.map(({ remoteId }) => remoteId) } }, { sortAt: { $in: dates } }],
    })
    .lean();
  const ids = new Set(own.map(({ remoteId }) => remoteId));
  const known = rows.map(({ remoteId }) => remoteId).filter((id) => ids.has(id));
  await memories.updateMany({ ...scope, remoteId: { $in: known } }, { $set: { fresh: false } });
  const findUnnamed = createPostMatcher(own.filter(({ remoteId }) => remoteId.startsWith(archiveId)));
  const photoOf = await mapPhotos(dependencies, backup, earlier, rows);
  const copies: MemoryDoc[] = [];
  for (const row of rows) {
    if (ids.has(row.remoteId)) continue;
    const photos = row.photoRemoteIds.map((id) => photoOf.get(id) ?? id);
    const same = findUnnamed(row, photos);
    if (same) await adopt(dependencies, same, { ...row, photoRemoteIds: photos });
    else copies.push({ ...row, photoRemoteIds: photos });
  }
  if (copies.length > 0) await memories.bulkWrite(copies.map((row) => copyRow(dependencies, backup, row)));
}

/** The archive's post takes the network's id and address, and photos that only the network had. */
async function adopt({ mongo }: Dependencies, post: MemoryDoc, known: MemoryDoc): Promise<void> {
  const { memories } = mongo.models;
  const { workspaceId, backupId } = post;
  // Photos first: after a crash in between the post is found again, not they.
  await memories.updateMany(
    { workspaceId, backupId, kind: 'photo', fromPostId: post.remoteId },
    { $set: { fromPostId: known.remoteId } },
  );
  await memories.updateOne(
    { _id: post._id, workspaceId },
    {
      $set: {
        remoteId: known.remoteId,
        permalink: known.permalink,
        fresh: false,
        place: post.place ?? known.place,
        photoRemoteIds: [...new Set([...post.photoRemoteIds, ...known.photoRemoteIds])],
      },
    },
  );
}

/** For photos that this backup has under another id: their id here, by content. */
async function mapPhotos(
  { mongo }: Dependencies,
  backup: Own,
  earlier: Own,
  rows: MemoryDoc[],
): Promise<Map<string, string>> {
  const { memories } = mongo.models;
  const { workspaceId } = backup;
  const wanted = [...new Set(rows.flatMap(({ photoRemoteIds }) => photoRemoteIds))];
  const own = { workspaceId, backupId: backup._id, kind: 'photo' as const };
  const here = new Set(await memories.distinct('remoteId', { ...own, remoteId: { $in: wanted } }));
  const there = await memories
    .find(
      {
        workspaceId,
        backupId: earlier._id,
        kind: 'photo',
        remoteId: { $in: wanted.filter((id) => !here.has(id)) },
      },
      'remoteId assetId',
    )
    .lean();
  const assetIds = there.flatMap(({ assetId }) => assetId ?? []);
  const alike = await memories.find({ ...own, assetId: { $in: assetIds } }, 'remoteId assetId').lean();
  const idByAsset = new Map(alike.map(({ assetId, remoteId }) => [assetId, remoteId]));
  return new Map(
    there.flatMap(({ remoteId, assetId }) => {
      const id = assetId && idByAsset.get(assetId);
      return id ? [[remoteId, id] as const] : [];
    }),
  );
}
