import { createHash } from 'node:crypto';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { AssetDoc } from '../../../schemas/models/asset.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import { type DocumentName, imagePath, type Manifest, type ManifestFile } from './archive-layout.ts';

export interface BackupDocuments {
  files: Record<DocumentName, Buffer>;
  /** Every image once, in the order of the archive. */
  images: { path: string; asset: AssetDoc }[];
}

/** The JSON files of a backup as they stand now: edited captions are in them. */
export async function buildDocuments(
  { mongo }: Pick<Runtime, 'mongo'>,
  backup: BackupDoc,
): Promise<BackupDocuments> {
  const scope = { workspaceId: backup.workspaceId, backupId: backup._id };
  const memories = await mongo.models.memories.find(scope).sort({ sortAt: 1, _id: 1 }).lean();
  const ids = [...new Set(memories.flatMap(({ assetId }) => assetId ?? []))];
  const assets = await mongo.models.assets
    .find({ workspaceId: backup.workspaceId, _id: { $in: ids } })
    .sort({ takenAt: 1, sha256: 1 })
    .lean();
  const byId = new Map(assets.map((asset) => [asset._id, asset]));
  const images = assets.map((asset) => ({ path: imagePath(asset), asset }));

  const photos = memories.filter(({ kind }) => kind === 'photo');
  const byRemoteId = new Map(photos.map((photo) => [photo.remoteId, photo]));
  const describePhoto = (photo: MemoryDoc) =>
    photoEntry(photo, photo.assetId ? byId.get(photo.assetId) : undefined);
  const postsAndCaptions = {
    posts: memories
      .filter(({ kind }) => kind === 'post')
      .map((post) => ({
        id: post.remoteId,
        created_time: post.createdAt,
        message: post.text,
        place: post.place,
        permalink_url: post.permalink,
        photos: post.photoRemoteIds.flatMap((id) => {
          const photo = byRemoteId.get(id);
          return photo ? [describePhoto(photo)] : [];
        }),
      })),
    photos: photos.map(describePhoto),
  };
  const written: Record<Exclude<DocumentName, 'manifest.json'>, Buffer> = {
    'summary.json': toJson(summarize(backup, memories, assets)),
    'posts+cap.json': toJson(postsAndCaptions),
    'entitlements.json': toJson({ version: 1, memories: true, download: true }),
  };
  const manifest: Manifest = {
    version: 1,
    algorithm: 'SHA-256',
    files: [
      ...Object.entries(written).map(
        ([path, bytes]): ManifestFile => ({
          path,
          bytes: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
        }),
      ),
      ...images.map(({ path, asset }) => ({ path, bytes: asset.bytes, sha256: asset.sha256 })),
    ],
  };
  return { files: { ...written, 'manifest.json': toJson(manifest) }, images };
}

const toJson = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

function photoEntry(photo: MemoryDoc, asset: AssetDoc | undefined) {
  return {
    id: photo.remoteId,
    created_time: photo.createdAt,
    backdated_time: photo.backdatedAt,
    taken_time: asset?.takenAtOrigin === 'exif' ? asset.takenAt : null,
    name: photo.text,
    alt_text: photo.altText,
    album: photo.album,
    place: photo.place ?? asset?.place ?? null,
    link: photo.permalink,
    file: asset ? imagePath(asset) : null,
    problem: photo.problem?.message ?? null,
    caption: asset?.caption?.text ?? '',
    caption_source: asset?.caption?.source ?? 'none',
    caption_tags: asset?.caption?.tags ?? [],
  };
}

function summarize(backup: BackupDoc, memories: MemoryDoc[], assets: AssetDoc[]) {
  const photos = memories.filter(({ kind }) => kind === 'photo');
  const dates = memories
    .flatMap(({ createdAt }) => createdAt ?? [])
    .sort((a, b) => a.getTime() - b.getTime());
  return {
    version: 1,
    name: backup.name,
    provider: backup.provider,
    account: { id: backup.account.remoteId, name: backup.account.displayName },
    started_time: backup.createdAt,
    notes: backup.notes,
    counts: {
      photos: photos.filter(({ state }) => state === 'stored').length,
      photos_missing: photos.filter(({ state }) => state !== 'stored').length,
      posts: memories.length - photos.length,
      images: assets.length,
      captions: assets.filter(({ caption }) => caption?.text).length,
      bytes: assets.reduce((sum, { bytes }) => sum + bytes, 0),
    },
    first_time: dates[0] ?? null,
    last_time: dates.at(-1) ?? null,
  };
}
