import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { AssetDoc } from '../../../schemas/models/asset.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import { describePhoto, describePost } from './describe-photo.ts';
import { pageMemories } from './page-memories.ts';

type Dependencies = Pick<Runtime, 'mongo'>;
type Owner = Pick<BackupDoc, '_id' | 'workspaceId'>;

/** `posts+cap.json` piece by piece, as the rows stand now: never more than a page of them is held. */
export async function* writePosts(dependencies: Dependencies, backup: Owner): AsyncGenerator<string> {
  yield '{\n  "posts": [';
  let separator = '';
  for await (const posts of pageMemories(dependencies, backup, 'post')) {
    const photos = await findPhotos(dependencies, backup, posts);
    for (const post of posts) {
      const described = post.photoRemoteIds.flatMap((id) => photos.get(id) ?? []);
      yield `${separator}\n    ${indent(describePost(post, described))}`;
      separator = ',';
    }
  }
  yield '\n  ],\n  "photos": [';
  separator = '';
  for await (const photos of pageMemories(dependencies, backup, 'photo')) {
    for (const described of (await describeAll(dependencies, backup, photos)).values()) {
      yield `${separator}\n    ${indent(described)}`;
      separator = ',';
    }
  }
  yield '\n  ]\n}\n';
}

const indent = (value: unknown) => JSON.stringify(value, null, 2).replaceAll('\n', '\n    ');

/** The photos of some posts by their remote id. */
async function findPhotos(dependencies: Dependencies, backup: Owner, posts: MemoryDoc[]) {
  const ids = [...new Set(posts.flatMap(({ photoRemoteIds }) => photoRemoteIds))];
  const rows: MemoryDoc[] = await dependencies.mongo.models.memories
    .find({
      workspaceId: backup.workspaceId,
      backupId: backup._id,
      kind: 'photo',
      remoteId: { $in: ids },
    })
    .lean();
  return describeAll(dependencies, backup, rows);
}

async function describeAll({ mongo }: Dependencies, { workspaceId }: Owner, photos: MemoryDoc[]) {
  const assets: AssetDoc[] = await mongo.models.assets
    .find({ workspaceId, _id: { $in: photos.flatMap(({ assetId }) => assetId ?? []) } })
    .select({ 'caption.dense': 0, preview: 0 })
    .lean();
  const byId = new Map(assets.map((asset) => [asset._id, asset]));
  return new Map(
    photos.map((photo) => [photo.remoteId, describePhoto(photo, byId.get(photo.assetId ?? ''))]),
  );
}
