import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { AssetDoc } from '../../../schemas/models/asset.ts';
import { renderPicture } from '../pictures/render-picture.ts';
import { recordFoundDate } from '../record-found-date.ts';
import { type BackupKey, damagedProblem } from './backup-key.ts';
import { forEachLimit } from './for-each-limit.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'blobs' | 'logger'>;

/** Decoded pictures are large: two at a time keep both cores busy and the memory small. */
const concurrency = 2;

/**
 * Makes thumbnail and web rendition of every stored photo of a page that has none yet, and reads its EXIF.
 * `decoding`: lets a picture begin when the process has room for one more.
 */
export async function renderPhotos(
  dependencies: Dependencies,
  key: BackupKey & { page: number },
  options: {
    signal?: AbortSignal;
    onRendered?: () => void;
    decoding?: <T>(work: () => Promise<T>) => Promise<T>;
  } = {},
): Promise<void> {
  const { memories, assets } = dependencies.mongo.models;
  const { workspaceId, backupId, page } = key;
  const { decoding = (work) => work() } = options;
  const ids: string[] = await memories.distinct('assetId', {
    workspaceId,
    backupId,
    kind: 'photo',
    page,
    state: 'stored',
    rendered: false,
  });
  await forEachLimit(ids, concurrency, async (id) => {
    options.signal?.throwIfAborted();
    const asset = await assets.findOne({ _id: id, workspaceId }).lean();
    if (!asset) return;
    const done = asset.renditions.web !== undefined || asset.damaged;
    const damaged = done ? asset.damaged : await decoding(() => renderAsset(dependencies, asset));
    await memories.updateMany(
      { workspaceId, backupId, assetId: id, kind: 'photo' },
      { $set: { rendered: true, ...(damaged ? { problem: damagedProblem } : {}) } },
    );
    options.onRendered?.();
  });
}

/** Makes both renditions, of the bytes in hand or else of the stored ones. Returns whether the file is damaged. */
export async function renderAsset(
  { mongo, blobs, logger }: Dependencies,
  asset: AssetDoc,
  bytes?: Buffer,
): Promise<boolean> {
  const original = bytes ?? (await blobs.read('assets', asset.blobName));
  if (!original) throw new Error(`The blob of asset ${asset._id} is missing.`);
  const rendered = await renderPicture(original).catch((error) => {
    logger.info({ err: error, assetId: asset._id }, 'picture can’t be decoded');
    return null;
  });
  if (!rendered) {
    await mongo.models.assets.updateOne(
      { _id: asset._id, workspaceId: asset.workspaceId },
      { $set: { damaged: true } },
    );
    return true;
  }
  const save = async (rendition: 'web' | 'thumb', extension: 'jpg' | 'webp', mime: string) => {
    const { bytes, width, height } = rendered[rendition];
    const blobName = `${asset.workspaceId}/renditions/${asset.sha256}/${rendition}.${extension}`;
    await blobs.create('assets', blobName, bytes, mime);
    return { blobName, mime, bytes: bytes.length, width, height };
  };
  const renditions = {
    web: await save('web', 'jpg', 'image/jpeg'),
    thumb: await save('thumb', 'webp', 'image/webp'),
  };
  await mongo.models.assets.updateOne(
    { _id: asset._id, workspaceId: asset.workspaceId },
    {
      $set: {
        renditions,
        width: rendered.width,
        height: rendered.height,
        preview: rendered.preview,
        damaged: rendered.damaged,
        ...(rendered.position && !asset.place
          ? { place: { name: null, city: null, country: null, ...rendered.position } }
          : {}),
      },
    },
  );
  // EXIF comes from the camera; what the network says is when it was uploaded or backdated.
  await recordFoundDate({ mongo }, asset, { at: rendered.takenAt, origin: 'exif' });
  return rendered.damaged;
}
