import sharp from 'sharp';
import { ulid } from 'ulid';
import { makeArchive } from '../../domains/memories/archive/make-archive.ts';
import { recordPhotos } from '../../domains/memories/backup/record-photos.ts';
import { recordPosts } from '../../domains/memories/backup/record-posts.ts';
import { renderPhotos } from '../../domains/memories/backup/render-photos.ts';
import { savePictures } from '../../domains/memories/backup/save-pictures.ts';
import { pendingSteps } from '../../domains/memories/create-backup.ts';
import type { RemotePhoto, RemotePost } from '../../providers/social/memories-source.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { JobState } from '../../schemas/contracts/jobs.ts';
import type { AssetDoc } from '../../schemas/models/asset.ts';
import type { BackupDoc } from '../../schemas/models/backup.ts';
import type { ConnectionDoc } from '../../schemas/models/connection.ts';
import type { JobDoc } from '../../schemas/models/job.ts';
import type { MemoryDoc } from '../../schemas/models/memory.ts';

interface Owner {
  id: string;
  workspaceId: string;
}

export interface Seeded {
  connection: ConnectionDoc;
  job: JobDoc;
  backup: BackupDoc;
  /** Photos, then posts, each in the order given. */
  memories: MemoryDoc[];
  /** In the order of the photos. */
  assets: AssetDoc[];
}

/** A connected account without a token, so that nothing of it needs a vendor. */
export async function seedConnection(
  { mongo }: Pick<Runtime, 'mongo'>,
  owner: Owner,
  fields: Partial<ConnectionDoc> = {},
): Promise<ConnectionDoc> {
  const doc = await mongo.models.connections.create({
    _id: ulid(),
    workspaceId: owner.workspaceId,
    provider: 'facebook',
    mode: 'sandbox',
    remoteId: ulid(),
    displayName: 'Rosa Quispe',
    scopes: ['public_profile', 'user_photos'],
    state: 'connected',
    connectedByUserId: owner.id,
    connectedAt: new Date(),
    ...fields,
  });
  return doc.toObject();
}

export async function seedJob(
  { mongo }: Pick<Runtime, 'mongo'>,
  owner: Owner,
  fields: Partial<JobDoc> = {},
): Promise<JobDoc> {
  const subjectId = ulid();
  const doc = await mongo.models.jobs.create({
    _id: ulid(),
    workspaceId: owner.workspaceId,
    userId: owner.id,
    kind: 'backup',
    state: 'succeeded',
    workflowId: `backup:${fields.subject?.id ?? subjectId}`,
    subject: { type: 'backup', id: subjectId, name: 'facebook-2026-11-21-seeded' },
    steps: pendingSteps(),
    ...fields,
  });
  return doc.toObject();
}

/** The rows of a backup, without pictures. */
export async function seedEmptyBackup(
  runtime: Pick<Runtime, 'mongo'>,
  owner: Owner,
  options: { state?: JobState; connection?: ConnectionDoc } = {},
): Promise<Omit<Seeded, 'memories' | 'assets'>> {
  const { state = 'succeeded' } = options;
  const connection = options.connection ?? (await seedConnection(runtime, owner));
  const backupId = ulid();
  const name = `facebook-2026-11-21-${backupId.slice(-6).toLowerCase()}`;
  const job = await seedJob(runtime, owner, { state, subject: { type: 'backup', id: backupId, name } });
  const doc = await runtime.mongo.models.backups.create({
    _id: backupId,
    workspaceId: owner.workspaceId,
    userId: owner.id,
    connectionId: connection._id,
    jobId: job._id,
    provider: 'facebook',
    name,
    account: { remoteId: connection.remoteId, displayName: connection.displayName },
    state,
    counts: {},
  });
  return { connection, job, backup: doc.toObject() };
}

/**
 * A backup with its pictures in blob storage, their renditions and (unless told otherwise) its ZIP, as the
 * activities leave them, without a workflow. The first photo's picture is red, the second's blue, and so on.
 */
export async function seedBackup(
  runtime: Runtime,
  owner: Owner,
  options: {
    photos?: Partial<RemotePhoto>[];
    posts?: Partial<RemotePost>[];
    state?: JobState;
    archive?: boolean;
  } = {},
): Promise<Seeded> {
  const { photos = [], posts = [], archive = true } = options;
  const { models } = runtime.mongo;
  const seeded = await seedEmptyBackup(runtime, owner, options);
  const { backup } = seeded;
  const key = { workspaceId: owner.workspaceId, backupId: backup._id };
  const listed = photos.map((photo, index) => ({ ...remotePhoto(index), ...photo, fromPostId: null }));
  await recordPhotos(runtime, backup, 0, listed);
  await recordPosts(
    runtime,
    backup,
    0,
    posts.map((post, index) => ({ ...remotePost(index), ...post })),
  );
  const rows = await models.memories.find(key).lean();
  const inOrder = [
    ...listed.map(({ id }) => id),
    ...posts.map((post, index) => post.id ?? remotePost(index).id),
  ];
  const memories = inOrder.map((id) => rows.find(({ remoteId }) => remoteId === id) as MemoryDoc);
  for (const [index, row] of memories.slice(0, photos.length).entries()) {
    const bytes = await drawPicture(index);
    await savePictures(runtime, backup)(row, { bytes, mime: 'image/jpeg', extension: 'jpg' });
  }
  await renderPhotos(runtime, { ...key, jobId: seeded.job._id, page: 0 });
  if (archive) await makeArchive(runtime, backup);
  const stored = await models.memories.find(key).lean();
  const assets = await models.assets.find({ workspaceId: owner.workspaceId }).lean();
  const inTheEnd = memories.map((row) => stored.find(({ _id }) => _id === row._id) as MemoryDoc);
  return {
    ...seeded,
    backup: await models.backups.findOne({ _id: backup._id, workspaceId: owner.workspaceId }).orFail().lean(),
    memories: inTheEnd,
    assets: inTheEnd.slice(0, photos.length).map((row) => {
      return assets.find(({ _id }) => _id === row.assetId) as AssetDoc;
    }),
  };
}

/** A photo as the adapter lists it. */
export const remotePhoto = (index: number): RemotePhoto => ({
  id: `10158${String(index).padStart(6, '0')}`,
  url: null,
  width: 64,
  height: 48,
  title: `Photo ${index + 1}`,
  altText: null,
  album: null,
  createdAt: new Date(Date.UTC(2024, 0, 1) - index * 86_400_000),
  backdatedAt: null,
  place: null,
  permalink: null,
});

/** A post likewise. */
export const remotePost = (index: number): RemotePost => ({
  id: `7001_${index}`,
  text: `Post ${index + 1}`,
  createdAt: new Date(Date.UTC(2024, 0, 1, 12) - index * 86_400_000),
  place: null,
  permalink: null,
  photos: [],
});

/** A small JPEG whose bytes no other index has. */
export function drawPicture(index: number): Promise<Buffer> {
  const background = {
    r: index % 2 === 0 ? 230 : 20,
    g: (index * 37) % 256,
    b: index % 2 === 0 ? 20 : 230,
  };
  return sharp({ create: { width: 64, height: 48 + (index % 50), channels: 3, background } })
    .jpeg()
    .toBuffer();
}
