import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { makeArchive } from '../../domains/memories/archive/make-archive.ts';
import { ArchiveSuperseded, writeArchive } from '../../domains/memories/archive/write-archive.ts';
import type { Blobs } from '../../runtime/blob.ts';
import { createRuntime, type Runtime } from '../../runtime/create-runtime.ts';
import { parseEnv } from '../../runtime/env.ts';
import { migrate } from '../../runtime/migrate.ts';
import type { AssetDoc } from '../../schemas/models/asset.ts';
import type { BackupDoc } from '../../schemas/models/backup.ts';
import { type ManifestLike, readArchive, readJson, sha256 } from '../support/read-archive.ts';
import { seedEmptyBackup } from '../support/seed-backup.ts';
import { testEnv } from '../support/servers.ts';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createRuntime(parseEnv(await testEnv('mongo', 'blob')), { process: 'test' });
  await migrate(runtime.mongo);
  await runtime.blobs.prepare();
}, 60_000);
afterAll(() => runtime?.close());

/** A backup whose pictures are so many random bytes each: what a ZIP is made of, without decoding anything. */
async function seed(sizes: number[], fields: Partial<AssetDoc> = {}): Promise<BackupDoc> {
  const { models } = runtime.mongo;
  const owner = { id: ulid(), workspaceId: ulid() };
  const { backup } = await seedEmptyBackup(runtime, owner);
  for (const [index, size] of sizes.entries()) {
    const bytes = randomBytes(size);
    const hash = sha256(bytes);
    const blobName = `${owner.workspaceId}/${hash}`;
    await runtime.blobs.create('assets', blobName, bytes, 'image/jpeg');
    const scope = { workspaceId: owner.workspaceId, sortAt: new Date(index) };
    const assetId = ulid();
    await models.assets.create({
      _id: assetId,
      workspaceId: owner.workspaceId,
      sha256: hash,
      blobName,
      mime: 'image/jpeg',
      extension: 'jpg',
      bytes: size,
      takenAt: new Date(Date.UTC(2020, 0, 1 + index)),
      ...fields,
    });
    const row = { ...scope, backupId: backup._id, kind: 'photo' as const, page: 0, state: 'stored' as const };
    await models.memories.create({ _id: ulid(), remoteId: `r${index}`, assetId, ...row });
  }
  return backup;
}

/** The same storage, with an eye on the blocks that are uploaded, and a hand on them. */
function watched(onBlock: (count: number) => void = () => undefined) {
  const uploaded: string[] = [];
  const blobs: Blobs = {
    ...runtime.blobs,
    async stageBlock(...args) {
      onBlock(uploaded.length);
      await runtime.blobs.stageBlock(...args);
      uploaded.push(args[2]);
    },
  };
  return { uploaded, dependencies: { ...runtime, blobs } };
}
const megabytes = (count: number) => Math.round(count * 1024 * 1024);
const reload = (backup: BackupDoc) =>
  runtime.mongo.models.backups.findOne({ _id: backup._id, workspaceId: backup.workspaceId }).orFail().lean();

test('an interrupted ZIP goes on with the blocks that it has, and nothing is visible before it is whole', async () => {
  const backup = await seed([megabytes(9), megabytes(7.5), megabytes(11), 1_000, 2_000, megabytes(3)]);
  const first = watched((count) => {
    if (count >= 2) throw new Error('the worker dies here');
  });
  await expect(makeArchive(first.dependencies, backup)).rejects.toThrow('the worker dies here');
  expect(await runtime.blobs.stat('backups', `${backup.userId}/${backup.name}/backup.zip`)).toBeNull();
  expect((await reload(backup)).archive).toBeNull();

  const second = watched();
  const archive = await makeArchive(second.dependencies, backup);
  expect(second.uploaded.filter((id) => first.uploaded.includes(id))).toEqual([]);
  expect(first.uploaded.length + second.uploaded.length).toBe(Math.ceil(archive.bytes / megabytes(4)));
  const files = await readArchive(runtime, await reload(backup));
  const manifest = readJson<ManifestLike>(files, 'manifest.json');
  expect(manifest.files).toHaveLength(3 + 6);
  for (const { path, sha256: expected } of manifest.files) expect(files.get(path)?.sha256).toBe(expected);
  expect(sha256((await runtime.blobs.read('backups', archive.blobName)) ?? Buffer.alloc(0))).toBe(
    archive.sha256,
  );
});

test('the same rows give the same bytes', async () => {
  const backup = await seed([5_000, 6_000]);
  const [one, two] = [await writeArchive(runtime, backup), await writeArchive(runtime, backup)];
  expect(two.sha256).toBe(one.sha256);
});

test('a worker that was stalled does not replace the ZIP that another has written since', async () => {
  const backup = await seed([5_000]);
  let newer = '';
  const blobs: Blobs = {
    ...runtime.blobs,
    async stageBlock(...args) {
      await runtime.blobs.stageBlock(...args);
      // Here it stands still, and the activity is tried again elsewhere.
      await runtime.mongo.models.memories.updateMany(
        { workspaceId: backup.workspaceId, backupId: backup._id },
        { $set: { text: 'meanwhile' } },
      );
      newer = (await makeArchive(runtime, backup)).sha256;
    },
  };
  await expect(makeArchive({ ...runtime, blobs }, backup)).rejects.toBeInstanceOf(ArchiveSuperseded);
  const { archive } = await reload(backup);
  expect(archive?.sha256).toBe(newer);
  expect(sha256((await runtime.blobs.read('backups', archive?.blobName ?? '')) ?? Buffer.alloc(0))).toBe(
    newer,
  );
});

test('a reader of the earlier ZIP gets an end, never a piece of the later one', async () => {
  const backup = await seed([5_000]);
  const earlier = await makeArchive(runtime, backup);
  await runtime.mongo.models.memories.updateMany(
    { workspaceId: backup.workspaceId, backupId: backup._id },
    { $set: { text: 'edited' } },
  );
  await makeArchive(runtime, backup);
  expect(await runtime.blobs.open('backups', earlier.blobName, 100, 50, earlier.etag)).toBeNull();
  const { archive } = await reload(backup);
  expect(await runtime.blobs.open('backups', earlier.blobName, 100, 50, archive?.etag)).not.toBeNull();
});

test('a picture whose blob is gone, or a cancellation, ends it at once and offers nothing', async () => {
  const backup = await seed([1_000, megabytes(9)]);
  const stop = new AbortController();
  const cancelled = watched(() => stop.abort(new Error('cancelled')));
  await expect(makeArchive(cancelled.dependencies, backup, { signal: stop.signal })).rejects.toBeInstanceOf(
    Error,
  );
  const [asset] = await runtime.mongo.models.assets.find({ workspaceId: backup.workspaceId }).lean();
  await runtime.blobs.remove('assets', asset?.blobName ?? '');
  await expect(makeArchive(runtime, backup)).rejects.toThrow('is missing');
  expect((await reload(backup)).archive).toBeNull();
});

test('a photograph from before there were computers does not stop it', async () => {
  const backup = await seed([1_000], { takenAt: new Date('1931-05-06T00:00:00Z') });
  const { entries } = await makeArchive(runtime, backup);
  expect(entries).toBe(5);
  const files = await readArchive(runtime, await reload(backup));
  expect([...files.keys()].some((path) => path.startsWith('images/1931-05-06_'))).toBe(true);
});

test('messages that were asked for are in the ZIP and its manifest, and what the rows carry in its JSON', async () => {
  const backup = await seed([1_000]);
  const { workspaceId } = backup;
  const bytes = Buffer.from('{"messages":["Grüße 👋"]}');
  const path = 'messages/inbox/anna_1/message_1.json';
  const blobName = `${backup.userId}/${backup.name}/${path}`;
  await runtime.blobs.put('backups', blobName, bytes, 'application/json');
  const file = { _id: ulid(), workspaceId, backupId: backup._id, path, blobName, bytes: bytes.length };
  await runtime.mongo.models.backupFiles.create({ ...file, sha256: sha256(bytes) });
  await runtime.mongo.models.memories.updateOne(
    { workspaceId, backupId: backup._id },
    {
      $set: {
        album: 'Été',
        tags: ['Anna'],
        carried: true,
        comments: [{ author: 'Ben', text: '素敵', createdAt: new Date(0) }],
      },
    },
  );
  await makeArchive(runtime, backup);
  const files = await readArchive(runtime, await reload(backup));
  expect(files.get(path)?.bytes.equals(bytes)).toBe(true);
  const manifest = readJson<ManifestLike>(files, 'manifest.json');
  expect(manifest.files).toContainEqual({ path, bytes: bytes.length, sha256: sha256(bytes) });
  expect(readJson<{ photos: object[] }>(files, 'posts+cap.json').photos[0]).toMatchObject({
    album: 'Été',
    tags: ['Anna'],
    carried_over: true,
    comments: [{ author: 'Ben', text: '素敵', created_time: '1970-01-01T00:00:00.000Z' }],
  });
  expect(readJson<{ counts: object }>(files, 'summary.json').counts).toEqual({
    photos: 1,
    photos_missing: 0,
    posts: 0,
    albums: 1,
    images: 1,
    captions: 0,
    bytes: 1_000,
  });
});
