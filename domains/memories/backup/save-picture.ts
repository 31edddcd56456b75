import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { AssetDoc } from '../../../schemas/models/asset.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import { foldWords } from '../pictures/fold-words.ts';
import { damagedProblem } from './backup-key.ts';
import type { FetchedPicture } from './fetch-picture.ts';

/**
 * Blob first (create-only, named by content), then the asset, then the link from the network's id, then the
 * row: after a crash at any point a repetition ends in the same state, and nothing is stored twice.
 */
export async function savePicture(
  { mongo, blobs, clock }: Pick<Runtime, 'mongo' | 'blobs' | 'clock'>,
  backup: BackupDoc,
  row: MemoryDoc,
  picture: FetchedPicture,
): Promise<AssetDoc> {
  const { workspaceId } = backup;
  const sha256 = createHash('sha256').update(picture.bytes).digest('hex');
  const blobName = `${workspaceId}/${sha256.slice(0, 2)}/${sha256}`;
  await blobs.create('assets', blobName, picture.bytes, picture.mime);

  const asset = await insertOnce(() =>
    mongo.models.assets
      .findOneAndUpdate(
        { workspaceId, sha256 },
        {
          $setOnInsert: {
            _id: ulid(clock.now()),
            blobName,
            mime: picture.mime,
            extension: picture.extension,
            bytes: picture.bytes.length,
            place: row.place,
            firstMemoryId: row._id,
            takenAt: dateOf(row).at,
            takenAtOrigin: dateOf(row).origin,
          } satisfies Partial<AssetDoc>,
        },
        { upsert: true, returnDocument: 'after' },
      )
      .lean(),
  );
  await linkPhoto({ mongo, clock }, backup, row, asset);
  return asset;
}

/** Points the network's id and the row at the asset that holds the picture. */
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
  await insertOnce(() =>
    mongo.models.remotePhotos.updateOne(
      link,
      { $set: { assetId: asset._id }, $setOnInsert: { _id: ulid(clock.now()) } },
      { upsert: true },
    ),
  );
  await mongo.models.memories.updateOne(
    { _id: row._id, workspaceId },
    {
      $set: {
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
      },
    },
  );
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

/** Two upserts of one key at once: the unique index lets one in, the other then finds it. */
async function insertOnce<T>(upsert: () => Promise<T>): Promise<T> {
  try {
    return await upsert();
  } catch (error) {
    if ((error as { code?: number }).code !== 11000) throw error;
    return upsert();
  }
}
