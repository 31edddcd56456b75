import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';

/** `summary.json`: whose backup it is, and its figures as the rows stand now. */
export async function writeSummary(dependencies: Pick<Runtime, 'mongo'>, backup: BackupDoc): Promise<string> {
  const [rows, images] = await Promise.all([
    countRows(dependencies, backup),
    sumImages(dependencies, backup),
  ]);
  const summary = {
    version: 1,
    name: backup.name,
    provider: backup.provider,
    source: backup.source ?? 'network',
    account: { id: backup.account.remoteId, name: backup.account.displayName },
    started_time: backup.createdAt,
    notes: backup.notes,
    counts: {
      photos: rows.photos,
      photos_missing: rows.missing,
      posts: rows.posts,
      albums: rows.albums,
      images: images.images,
      captions: images.captions,
      bytes: images.bytes,
    },
    first_time: rows.first,
    last_time: rows.last,
  };
  return `${JSON.stringify(summary, null, 2)}\n`;
}

const one = (...conditions: object[]) => ({ $sum: { $cond: [{ $and: conditions }, 1, 0] } });

async function countRows({ mongo }: Pick<Runtime, 'mongo'>, { workspaceId, _id }: BackupDoc) {
  const isPhoto = { $eq: ['$kind', 'photo'] };
  const isStored = { $eq: ['$state', 'stored'] };
  const [counted] = await mongo.models.memories.aggregate<{
    photos: number;
    missing: number;
    posts: number;
    albums: string[];
    first: Date | null;
    last: Date | null;
  }>([
    { $match: { workspaceId, backupId: _id } },
    {
      $group: {
        _id: null,
        photos: one(isPhoto, isStored),
        missing: one(isPhoto, { $not: [isStored] }),
        posts: one({ $eq: ['$kind', 'post'] }),
        albums: { $addToSet: '$album' },
        first: { $min: '$createdAt' },
        last: { $max: '$createdAt' },
      },
    },
  ]);
  if (!counted) return { photos: 0, missing: 0, posts: 0, albums: 0, first: null, last: null };
  return { ...counted, albums: counted.albums.filter(Boolean).length };
}

async function sumImages({ mongo }: Pick<Runtime, 'mongo'>, { workspaceId, _id }: BackupDoc) {
  const [sums] = await mongo.models.memories.aggregate<{ images: number; captions: number; bytes: number }>([
    { $match: { workspaceId, backupId: _id, assetId: { $ne: null } } },
    { $group: { _id: '$assetId' } },
    {
      $lookup: {
        from: 'assets',
        localField: '_id',
        foreignField: '_id',
        pipeline: [{ $match: { workspaceId } }, { $project: { bytes: 1, text: '$caption.text' } }],
        as: 'asset',
      },
    },
    { $unwind: '$asset' },
    {
      $group: {
        _id: null,
        images: { $sum: 1 },
        captions: one({ $gt: ['$asset.text', ''] }),
        bytes: { $sum: '$asset.bytes' },
      },
    },
    { $project: { _id: 0 } },
  ]);
  return sums ?? { images: 0, captions: 0, bytes: 0 };
}
