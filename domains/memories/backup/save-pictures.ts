import { createHash } from 'node:crypto';
import mongoose from 'mongoose';
import { ulid } from 'ulid';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { AssetDoc } from '../../../schemas/models/asset.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import { claimContent } from '../care/claim-content.ts';
import { AssetErased } from '../care/use-assets.ts';
import type { FetchedPicture } from './fetch-picture.ts';
import { groupCalls } from './group-calls.ts';
import { linkPhotos } from './link-photos.ts';

export type SavePicture = (row: MemoryDoc, picture: FetchedPicture) => Promise<AssetDoc>;

interface StoredPicture {
  row: MemoryDoc;
  asset: Pick<AssetDoc, 'sha256' | 'blobName' | 'mime' | 'extension' | 'bytes'>;
  /** Whether the blob was there before. */
  wasThere: boolean;
  createBlob: () => Promise<boolean>;
}

/**
 * Gives what saves the pictures of a backup. Blob first (create-only, named by content), then the asset, then the link
 * from the network's id and the row: after a crash at any point a repetition ends in the same state, and nothing is
 * stored twice. Content that the collector is just erasing is stored anew. Pictures saved at the same time share their
 * writes to the database, so that not each of them waits for the disk.
 */
export function savePictures(
  dependencies: Pick<Runtime, 'mongo' | 'blobs' | 'clock'>,
  backup: BackupDoc,
): SavePicture {
  const { workspaceId } = backup;
  const record = groupCalls((pictures: StoredPicture[]) => recordPictures(dependencies, backup, pictures));
  return async (row, { bytes, mime, extension }) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const blobName = `${workspaceId}/${sha256.slice(0, 2)}/${sha256}`;
    const asset = { sha256, blobName, mime, extension, bytes: bytes.length };
    const createBlob = () => dependencies.blobs.create('assets', blobName, bytes, mime);
    return claimContent(dependencies, { workspaceId, sha256 }, async () => {
      const wasThere = !(await createBlob());
      const saved = await record({ row, asset, wasThere, createBlob });
      if (!saved) throw new AssetErased(sha256);
      return saved;
    });
  };
}

/** The assets of stored blobs, with their rows pointing at them; null for one that is being erased. */
async function recordPictures(
  dependencies: Pick<Runtime, 'mongo' | 'clock'>,
  backup: BackupDoc,
  pictures: StoredPicture[],
): Promise<(AssetDoc | null)[]> {
  const { mongo, clock } = dependencies;
  const { assets } = mongo.models;
  const { workspaceId } = backup;
  const upserts = assets.bulkWrite(
    pictures.map(({ row, asset: { sha256, ...content } }) => ({
      updateOne: {
        filter: { workspaceId, sha256, erasing: null },
        update: {
          $setOnInsert: {
            _id: ulid(clock.now()),
            ...content,
            place: row.place,
            firstMemoryId: row._id,
            takenAt: dateOf(row).at,
            takenAtOrigin: dateOf(row).origin,
          },
          $set: { unusedSince: null },
          $inc: { uses: 1 },
        },
        upsert: true,
      },
    })),
    // Not waited for: the transaction that follows is, and Mongo makes writes lasting in their order.
    { ordered: false, writeConcern: { w: 1 } },
  );
  const { upsertedIds } = await upserts.catch(settleUpserts);
  // A blob without an asset may be the last of an erased one, and be gone by now.
  const mayBeGone = pictures.filter(({ wasThere }, place) => wasThere && place in upsertedIds);
  await Promise.all(mayBeGone.map(({ createBlob }) => createBlob()));

  const found = await assets
    .find({ workspaceId, sha256: { $in: pictures.map(({ asset }) => asset.sha256) }, erasing: null })
    .lean();
  const bySha256 = new Map(found.map((asset) => [asset.sha256, asset]));
  const photos = pictures.flatMap(({ row, asset: { sha256 } }) => {
    const asset = bySha256.get(sha256);
    return asset ? [{ row, asset }] : [];
  });
  const usable = await linkPhotos(dependencies, backup, photos);
  return pictures.map(({ asset: { sha256 } }) => {
    const asset = bySha256.get(sha256);
    return asset && usable.has(asset._id) ? asset : null;
  });
}

/** One that met the same upsert of another, or a tombstone, must not fail the rest: what became of it is looked up. */
function settleUpserts(error: unknown): Pick<mongoose.mongo.BulkWriteResult, 'upsertedIds'> {
  const isMet =
    error instanceof mongoose.mongo.MongoBulkWriteError &&
    [error.writeErrors].flat().every(({ code }) => code === 11000);
  if (!isMet) throw error;
  return error.result;
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
