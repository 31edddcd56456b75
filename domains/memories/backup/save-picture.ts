import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { AssetDoc } from '../../../schemas/models/asset.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import { claimContent } from '../care/claim-content.ts';
import { AssetErased, useAssets } from '../care/use-assets.ts';
import { foldWords } from '../pictures/fold-words.ts';
import { damagedProblem } from './backup-key.ts';
import type { FetchedPicture } from './fetch-picture.ts';

/**
 * Blob first (create-only, named by content), then the asset, then the link from the network's id and the row: after a
 * crash at any point a repetition ends in the same state, and nothing is stored twice. Content that the collector is
 * just erasing is stored anew.
 */
export async function savePicture(
  dependencies: Pick<Runtime, 'mongo' | 'blobs' | 'clock'>,
  backup: BackupDoc,
  row: MemoryDoc,
  picture: FetchedPicture,
): Promise<AssetDoc> {
  const { mongo, blobs, clock } = dependencies;
  const { workspaceId } = backup;
  const sha256 = createHash('sha256').update(picture.bytes).digest('hex');
  const blobName = `${workspaceId}/${sha256.slice(0, 2)}/${sha256}`;
  return claimContent(dependencies, { workspaceId, sha256 }, async () => {
    const createBlob = () => blobs.create('assets', blobName, picture.bytes, picture.mime);
    const wasThere = !(await createBlob());
    const id = ulid(clock.now());
    const asset = await mongo.models.assets
      .findOneAndUpdate(
        { workspaceId, sha256, erasing: null },
        {
          $setOnInsert: {
            _id: id,
            blobName,
            mime: picture.mime,
            extension: picture.extension,
            bytes: picture.bytes.length,
            place: row.place,
            firstMemoryId: row._id,
            takenAt: dateOf(row).at,
            takenAtOrigin: dateOf(row).origin,
          } satisfies Partial<AssetDoc>,
          $set: { unusedSince: null },
          $inc: { uses: 1 },
        },
        { upsert: true, returnDocument: 'after' },
      )
      .lean();
    // A blob without an asset may be the last of an erased one, and be gone by now.
    if (wasThere && asset._id === id) await createBlob();
    await linkPhoto({ mongo, clock }, backup, row, asset);
    return asset;
  });
}

/** Points the network's id and the row at the asset that holds the picture. Throws AssetErased. */
export async function linkPhoto(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  backup: BackupDoc,
  row: MemoryDoc,
  asset: AssetDoc,
): Promise<void> {
  const { workspaceId } = backup;
  const link = {
    workspaceId,
    provider: backup.provider,
    accountId: backup.account.remoteId,
    remoteId: row.remoteId,
  };
  const fields: Partial<MemoryDoc> = {
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
  };
  const write = () =>
    mongo.transaction(async (session) => {
      const usable = await useAssets({ mongo }, session, workspaceId, [asset._id]);
      if (!usable.has(asset._id)) throw new AssetErased(asset._id);
      await mongo.models.remotePhotos.updateOne(
        link,
        { $set: { assetId: asset._id }, $setOnInsert: { _id: ulid(clock.now()) } },
        { upsert: true, session },
      );
      await mongo.models.memories.updateOne({ _id: row._id, workspaceId }, { $set: fields }, { session });
    });
  // Two at once for one id of the network: the unique index lets one in, the other then finds it.
  await write().catch((error: { code?: number }) => {
    if (error.code !== 11000) throw error;
    return write();
  });
}

/** The most trusted date that the row itself knows. */
export function dateOf(
  row: Pick<MemoryDoc, 'takenAt' | 'backdatedAt' | 'createdAt' | 'fromPostId'>,
): NonNullable<AssetDoc['foundTakenAt']> {
  if (row.takenAt) return { at: row.takenAt, origin: 'exif' };
  if (row.backdatedAt) return { at: row.backdatedAt, origin: 'backdated' };
  if (!row.createdAt) return { at: null, origin: null };
  return { at: row.createdAt, origin: row.fromPostId ? 'post' : 'upload' };
}
