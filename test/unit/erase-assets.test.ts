import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { recordPhotos } from '../../domains/memories/backup/record-photos.ts';
import { savePictures } from '../../domains/memories/backup/save-pictures.ts';
import { eraseAssets } from '../../domains/memories/care/erase-assets.ts';
import type { Blobs } from '../../runtime/blob.ts';
import { createRuntime, type Runtime } from '../../runtime/create-runtime.ts';
import { parseEnv } from '../../runtime/env.ts';
import { migrate } from '../../runtime/migrate.ts';
import type { BackupDoc } from '../../schemas/models/backup.ts';
import type { MemoryDoc } from '../../schemas/models/memory.ts';
import { testEnv } from '../support/servers.ts';
import { createGate } from '../support/workflow-lab.ts';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createRuntime(parseEnv(await testEnv('mongo', 'blob')), { process: 'test' });
  await migrate(runtime.mongo);
  await runtime.blobs.prepare();
}, 60_000);
afterAll(() => runtime?.close());

const workspaceId = ulid();
const account = { remoteId: '10158', displayName: 'Rosa Quispe' };
const backupOf = (id: string) =>
  ({ _id: id, workspaceId, userId: ulid(), provider: 'facebook', account }) as BackupDoc;
let bytes: Buffer;
let backup: BackupDoc;
beforeEach(() => {
  bytes = Buffer.from(`picture ${ulid()}`);
  backup = backupOf(ulid());
});

/** A photo of the backup that is still to be stored. */
async function listPhoto(remoteId = ulid()): Promise<MemoryDoc> {
  const row = { _id: ulid(), workspaceId, backupId: backup._id, kind: 'photo' as const, remoteId, page: 0 };
  const doc = await runtime.mongo.models.memories.create({
    ...row,
    fromPostId: null,
    sortAt: new Date(),
    state: 'listed' as const,
  });
  return doc.toObject();
}
const store = (row: MemoryDoc) =>
  savePictures(runtime, backup)(row, { bytes, mime: 'image/jpeg', extension: 'jpg' });
/** An asset that a purged backup has left: nothing points to it. */
async function leftOver() {
  const row = await listPhoto();
  const asset = await store(row);
  const rendition = `${workspaceId}/renditions/${asset.sha256}/web.jpg`;
  await runtime.blobs.create('assets', rendition, Buffer.from('small'), 'image/jpeg');
  await runtime.mongo.models.memories.deleteOne({ _id: row._id, workspaceId });
  return { ...asset, remoteId: row.remoteId, rendition };
}
/** Runs something at the moment before the collector calls the blob storage for the first time in this way. */
function interleave(
  method: 'stat' | 'remove',
  work: () => Promise<unknown>,
): Pick<Runtime, 'mongo' | 'blobs'> {
  let ran = false;
  const first = async () => {
    if (ran) return;
    ran = true;
    await work();
  };
  const blobs: Blobs = {
    ...runtime.blobs,
    [method]: async (...args: never[]) => {
      await first();
      return (runtime.blobs[method] as (...all: never[]) => unknown)(...args);
    },
  };
  return { mongo: runtime.mongo, blobs };
}
/** The row's picture as people get it: through the row, the asset, the blob. */
async function pictureOf({ _id }: MemoryDoc): Promise<string | undefined> {
  const { memories, assets } = runtime.mongo.models;
  const row = await memories.findOne({ _id, workspaceId }).orFail().lean();
  const asset = await assets.findOne({ _id: row.assetId ?? '', workspaceId, erasing: null }).lean();
  return asset ? (await runtime.blobs.read('assets', asset.blobName))?.toString() : undefined;
}

test('what nothing points to is erased whole, and what a row points to is kept', async () => {
  const gone = await leftOver();
  bytes = Buffer.from('another picture');
  const row = await listPhoto();
  const kept = await store(row);
  expect(await eraseAssets(runtime, workspaceId, [gone._id, kept._id, ulid()])).toBe(1);
  expect(await runtime.mongo.models.assets.findOne({ _id: gone._id, workspaceId })).toBeNull();
  expect(await runtime.blobs.stat('assets', gone.blobName)).toBeNull();
  expect(await runtime.blobs.stat('assets', gone.rendition)).toBeNull();
  const links = { workspaceId, remoteId: gone.remoteId };
  expect(await runtime.mongo.models.remotePhotos.countDocuments(links)).toBe(0);
  expect(await pictureOf(row)).toBe('another picture');
  expect(await eraseAssets(runtime, workspaceId, [gone._id])).toBe(0);
});

test('an asset of another workspace is out of reach', async () => {
  const asset = await leftOver();
  expect(await eraseAssets(runtime, ulid(), [asset._id])).toBe(0);
  expect(await runtime.blobs.stat('assets', asset.blobName)).not.toBeNull();
});

test('one that is used again since it was marked is kept', async () => {
  const asset = await leftOver();
  const { assets } = runtime.mongo.models;
  const mark = new Date('2026-01-01');
  await assets.updateOne({ _id: asset._id, workspaceId }, { $set: { unusedSince: mark } });
  const before = { unusedBefore: new Date('2025-12-31') };
  expect(await eraseAssets(runtime, workspaceId, [asset._id], before)).toBe(0);
  const row = await listPhoto();
  await store(row);
  await runtime.mongo.models.memories.deleteOne({ _id: row._id, workspaceId });
  expect(await eraseAssets(runtime, workspaceId, [asset._id], { unusedBefore: mark })).toBe(0);
  await assets.updateOne({ _id: asset._id, workspaceId }, { $set: { unusedSince: mark } });
  expect(await eraseAssets(runtime, workspaceId, [asset._id], { unusedBefore: mark })).toBe(1);
});

test('a backup that stores the same picture before the tombstone stands keeps it', async () => {
  const asset = await leftOver();
  const row = await listPhoto();
  const erased = await eraseAssets(
    interleave('stat', () => store(row)),
    workspaceId,
    [asset._id],
  );
  expect([erased, await pictureOf(row)]).toEqual([0, bytes.toString()]);
});

test('pictures stored together with one that is being erased are stored at the first attempt', async () => {
  const asset = await leftOver();
  const tombstone = bytes;
  const contents = [tombstone, ...[1, 2, 3].map((number) => Buffer.from(`beside it ${number} ${ulid()}`))];
  const rows: MemoryDoc[] = [];
  for (const _ of contents) rows.push(await listPhoto());
  const attempts = new Map<string, number>();
  const allThere = createGate();
  let there = 0;
  const blobs: Blobs = {
    ...runtime.blobs,
    create: async (container, name, ...rest) => {
      attempts.set(name, (attempts.get(name) ?? 0) + 1);
      const created = await runtime.blobs.create(container, name, ...rest);
      there += 1;
      if (there === contents.length) allThere.open();
      await allThere.opened;
      return created;
    },
  };
  const save = savePictures({ ...runtime, blobs }, backup);
  const together = () =>
    Promise.all(
      rows.map((row, i) => save(row, { bytes: contents[i]!, mime: 'image/jpeg', extension: 'jpg' })),
    );
  await eraseAssets(interleave('remove', together), workspaceId, [asset._id]);
  expect(await Promise.all(rows.map(pictureOf))).toEqual(contents.map(String));
  attempts.delete(asset.blobName);
  expect([...attempts.values()]).toEqual([1, 1, 1]);
});

test('one that stores it while it is being erased has it afterwards', async () => {
  const asset = await leftOver();
  const row = await listPhoto();
  await eraseAssets(
    interleave('remove', () => store(row)),
    workspaceId,
    [asset._id],
  );
  expect(await pictureOf(row)).toBe(bytes.toString());
  expect(await runtime.mongo.models.assets.countDocuments({ workspaceId, sha256: asset.sha256 })).toBe(1);
});

test('a row that is committed after the collector has looked for rows makes it look again', async () => {
  const asset = await leftOver();
  const row = await listPhoto();
  let looks = 0;
  const { memories } = runtime.mongo.models;
  const mongo = {
    ...runtime.mongo,
    models: {
      ...runtime.mongo.models,
      memories: {
        exists: (filter: object) => ({
          session: async (session: never) => {
            const seen = await memories.exists(filter).session(session);
            looks += 1;
            if (looks === 1) await store(row);
            return seen;
          },
        }),
      },
    },
  } as unknown as Runtime['mongo'];
  expect(await eraseAssets({ mongo, blobs: runtime.blobs }, workspaceId, [asset._id])).toBe(0);
  expect(await pictureOf(row)).toBe(bytes.toString());
});

test('a listing that knows the picture from earlier does not point at one that is being erased', async () => {
  const asset = await leftOver();
  const photo = {
    ...{ id: asset.remoteId, url: null, width: null, height: null, title: '', altText: null, album: null },
    ...{ createdAt: null, backdatedAt: null, place: null, permalink: null, fromPostId: null },
  };
  const listed = () => recordPhotos(runtime, backup, 0, [photo as never]);
  await eraseAssets(interleave('remove', listed), workspaceId, [asset._id]);
  const row = await runtime.mongo.models.memories
    .findOne({ workspaceId, backupId: backup._id, remoteId: asset.remoteId })
    .orFail()
    .lean();
  expect([row.state, row.assetId]).toEqual(['listed', null]);
  await store(row);
  expect(await pictureOf(row)).toBe(bytes.toString());
});

test('a killed erasure is ended by the next one, and stands in nobody’s way', async () => {
  const asset = await leftOver();
  const killed = interleave('remove', () => Promise.reject(new Error('killed')));
  await expect(eraseAssets(killed, workspaceId, [asset._id])).rejects.toThrow('killed');
  expect(await eraseAssets(runtime, workspaceId, [asset._id])).toBe(1);
  expect(await runtime.blobs.stat('assets', asset.blobName)).toBeNull();

  const second = await leftOver();
  const again = interleave('remove', () => Promise.reject(new Error('killed')));
  await expect(eraseAssets(again, workspaceId, [second._id])).rejects.toThrow('killed');
  const row = await listPhoto();
  await store(row);
  expect(await pictureOf(row)).toBe(bytes.toString());
});

test('collectors and backups at once, in whatever order: every row has its picture', async () => {
  for (let round = 0; round < 12; round += 1) {
    bytes = Buffer.from(`round ${round}`);
    const asset = await leftOver();
    const rows = await Promise.all([listPhoto(), listPhoto()]);
    await Promise.all([
      eraseAssets(runtime, workspaceId, [asset._id]),
      ...rows.map((row) => store(row)),
      eraseAssets(runtime, workspaceId, [asset._id]),
    ]);
    for (const row of rows) expect(await pictureOf(row)).toBe(bytes.toString());
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await runtime.mongo.models.assets.countDocuments({ workspaceId, sha256 })).toBe(1);
  }
});
