import { ulid } from 'ulid';
import type { RemotePhoto } from '../../../providers/social/memories-source.ts';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { AssetDoc } from '../../../schemas/models/asset.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import { accountIds } from '../account-ids.ts';
import { useAssets } from '../care/use-assets.ts';
import { foldWords } from '../pictures/fold-words.ts';
import { damagedProblem } from './backup-key.ts';

export type ListedPhoto = RemotePhoto & { fromPostId: string | null };

/** A date nobody knows sorts last. */
const undated = new Date(0);

/**
 * Upserts the photos of one page, in one write; those that this workspace has already point at their asset.
 * Returns how many of the page still have to be stored or rendered.
 */
export async function recordPhotos(
  dependencies: Pick<Runtime, 'mongo' | 'clock'>,
  backup: BackupDoc,
  page: number,
  photos: ListedPhoto[],
): Promise<number> {
  if (photos.length === 0) return 0;
  const { mongo } = dependencies;
  const { memories } = mongo.models;
  const found = await findKnownAssets(dependencies, backup, photos);
  await mongo.transaction(async (session) => {
    const ids = [...found.values()].map(({ _id }) => _id);
    const usable = await useAssets(dependencies, session, backup.workspaceId, ids);
    const rows = photos.map((photo) => {
      const asset = found.get(photo.id);
      return toUpsert(dependencies, {
        backup,
        page,
        photo,
        asset: asset && usable.has(asset._id) ? asset : null,
      });
    });
    await memories.bulkWrite(rows, { ordered: false, session });
  });
  await reopenFailed(dependencies, backup, page);
  return memories.countDocuments({
    workspaceId: backup.workspaceId,
    backupId: backup._id,
    kind: 'photo',
    page,
    $or: [{ state: 'listed' }, { state: 'stored', rendered: false }],
  });
}

function toUpsert(
  { clock }: Pick<Runtime, 'clock'>,
  {
    backup,
    page,
    photo,
    asset,
  }: { backup: BackupDoc; page: number; photo: ListedPhoto; asset: AssetDoc | null },
) {
  return {
    updateOne: {
      filter: {
        workspaceId: backup.workspaceId,
        backupId: backup._id,
        kind: 'photo' as const,
        remoteId: photo.id,
      },
      update: {
        $set: { ...describePhoto(photo), page, ...(asset ? storedFields(asset) : {}) },
        $setOnInsert: {
          _id: ulid(clock.now()),
          ...(asset ? {} : { state: 'listed' as const }),
          fresh: false,
          tries: 0,
          photoRemoteIds: [],
          ...(asset
            ? {}
            : { problem: null, assetId: null, rendered: false, captioned: false, captionWords: '' }),
        },
      },
      upsert: true,
    },
  };
}

function describePhoto(photo: ListedPhoto): Partial<MemoryDoc> {
  return {
    fromPostId: photo.fromPostId,
    createdAt: photo.createdAt,
    backdatedAt: photo.backdatedAt,
    sortAt: photo.backdatedAt ?? photo.createdAt ?? undated,
    text: photo.title,
    altText: photo.altText,
    album: photo.album,
    place: photo.place,
    permalink: photo.permalink,
    sourceUrl: photo.url,
    words: foldWords(photo.title, photo.album, photo.place?.name, photo.place?.city, photo.place?.country),
  };
}

const storedFields = (asset: AssetDoc): Partial<MemoryDoc> => ({
  state: 'stored',
  problem: asset.damaged ? damagedProblem : null,
  assetId: asset._id,
  sourceUrl: null,
  rendered: asset.damaged || asset.renditions.web !== undefined,
  captioned: asset.caption !== null && asset.caption.source !== 'none',
  captionWords: foldWords(asset.caption?.text),
  // A person knows better than the network.
  ...(asset.takenAtOrigin === 'person' && asset.takenAt ? { sortAt: asset.takenAt } : {}),
});

/** The assets of those photos that an earlier backup (or an earlier attempt) stored, by remote id. */
async function findKnownAssets(
  { mongo }: Pick<Runtime, 'mongo'>,
  backup: BackupDoc,
  photos: ListedPhoto[],
): Promise<Map<string, AssetDoc>> {
  const { workspaceId } = backup;
  const links = await mongo.models.remotePhotos
    .find({
      workspaceId,
      provider: backup.provider,
      accountId: { $in: await accountIds({ mongo }, backup) },
      remoteId: { $in: photos.map(({ id }) => id) },
    })
    .lean();
  const assets = await mongo.models.assets
    .find({ workspaceId, _id: { $in: links.map(({ assetId }) => assetId) } })
    .lean();
  const byId = new Map(assets.map((asset) => [asset._id, asset]));
  return new Map(
    links.flatMap(({ remoteId, assetId }) => {
      const asset = byId.get(assetId);
      return asset ? [[remoteId, asset] as const] : [];
    }),
  );
}

/** What failed in an earlier attempt is tried again with the address that was just read. */
async function reopenFailed(
  { mongo }: Pick<Runtime, 'mongo'>,
  backup: BackupDoc,
  page: number,
): Promise<void> {
  await mongo.models.memories.updateMany(
    { workspaceId: backup.workspaceId, backupId: backup._id, kind: 'photo', page, state: 'failed' },
    { $set: { state: 'listed', problem: null, tries: 0 } },
  );
}
