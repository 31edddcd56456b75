import type { CaptionContext } from '../../../providers/caption/caption-provider.ts';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { AssetDoc, CaptionFields } from '../../../schemas/models/asset.ts';
import { foldWords } from '../pictures/fold-words.ts';
import type { BackupKey } from './backup-key.ts';

/**
 * Captions one picture and marks its rows; an empty caption with source `none` when every captioner fails.
 * A caption that is there already, above all a person's, is kept. Throws a retryable ProviderError while
 * another attempt may help.
 */
export async function captionAsset(
  dependencies: Pick<Runtime, 'mongo' | 'blobs' | 'providers' | 'logger'>,
  key: BackupKey & { assetId: string },
  options: { signal?: AbortSignal; lastAttempt: boolean },
): Promise<void> {
  const { assets } = dependencies.mongo.models;
  const own = { _id: key.assetId, workspaceId: key.workspaceId };
  const asset = await assets.findOne(own).lean();
  if (!asset) return;
  let caption = asset.caption;
  if (!caption || caption.source === 'none') {
    const made = await describe(dependencies, key, asset, options);
    // Somebody may have written one meanwhile: only the absence of a caption is replaced.
    const saved = await assets
      .findOneAndUpdate(
        { ...own, $or: [{ caption: null }, { 'caption.source': 'none' }] },
        { $set: { caption: { ...made, revision: (caption?.revision ?? 0) + 1 } } },
        { returnDocument: 'after' },
      )
      .lean();
    caption = saved?.caption ?? (await assets.findOne(own).lean())?.caption ?? null;
  }
  await dependencies.mongo.models.memories.updateMany(
    { workspaceId: key.workspaceId, backupId: key.backupId, assetId: key.assetId, kind: 'photo' },
    { $set: { captioned: true, captionWords: foldWords(caption?.text) } },
  );
}

const noCaption: CaptionFields = {
  text: '',
  source: 'none',
  model: null,
  confidence: null,
  dense: [],
  tags: [],
  revision: 0,
  editedAt: null,
  editedByUserId: null,
};

async function describe(
  dependencies: Pick<Runtime, 'mongo' | 'blobs' | 'providers' | 'logger'>,
  key: BackupKey,
  asset: AssetDoc,
  options: { signal?: AbortSignal; lastAttempt: boolean },
): Promise<CaptionFields> {
  const rendition = asset.renditions.web;
  const image = rendition ? await dependencies.blobs.read('assets', rendition.blobName) : null;
  if (!rendition || !image) return noCaption;
  const { caption, problems } = await dependencies.providers.captioner.caption(
    { image, mime: rendition.mime, context: await findContext(dependencies, key, asset) },
    options,
  );
  for (const problem of problems) {
    dependencies.logger.info({ ...problem, assetId: asset._id }, 'captioner failed');
  }
  if (!caption) return noCaption;
  return { ...noCaption, ...caption };
}

/** What is known of the picture besides itself: its date, its place, the words beside it. */
async function findContext(
  { mongo }: Pick<Runtime, 'mongo'>,
  key: BackupKey,
  asset: AssetDoc,
): Promise<CaptionContext> {
  const scope = { workspaceId: key.workspaceId, backupId: key.backupId };
  const row = await mongo.models.memories.findOne({ ...scope, kind: 'photo', assetId: asset._id }).lean();
  const post =
    row &&
    (await mongo.models.memories.findOne({ ...scope, kind: 'post', photoRemoteIds: row.remoteId }).lean());
  const place = row?.place ?? post?.place ?? asset.place;
  return {
    takenAt: asset.takenAt?.toISOString() ?? null,
    place: place?.city ?? place?.name ?? place?.country ?? null,
    postText: row?.text || post?.text || null,
  };
}
