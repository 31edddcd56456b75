import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cancelJob } from '../../domains/jobs/cancel-job.ts';
import { retryImport } from '../../domains/memories/retry-import.ts';
import type { ArchiveOptions } from '../../sandbox/archives/types.ts';
import { badArchives } from '../support/bad-archives.ts';
import { type Product, startProduct } from '../support/product.ts';
import { type ManifestLike, readArchive, readJson, sha256 } from '../support/read-archive.ts';
import { createArchiveMaker } from '../support/sandbox-archives.ts';

const facebook: ArchiveOptions = { network: 'facebook', era: '2024', parts: 2 };
const maker = createArchiveMaker();
let product: Product;
beforeAll(async () => {
  product = await startProduct({ CAPTION_PROVIDERS: 'azure-vision-4', BACKUP_PAGE_SIZE: '20' });
  // The same person at the network and in the archive.
  await product.post('/_sandbox/people', { id: 'later', photos: 60, posts: 4 });
  maker.add({ id: 'later', photos: 60, posts: 4 });
}, 180_000);
afterAll(() => product?.close(), 60_000);

const backupOf = (backupId: string) =>
  product.runtime.mongo.models.backups
    .findOne({ _id: backupId, workspaceId: product.workspaceId })
    .orFail()
    .lean();
const rowsOf = (backupId: string, kind: 'photo' | 'post') =>
  product.runtime.mongo.models.memories
    .find({ workspaceId: product.workspaceId, backupId, kind })
    .sort({ remoteId: 1 })
    .lean();
const run = async (parts: { name: string; bytes: Buffer }[]) =>
  product.waitForJob((await product.importArchive(parts))._id);
const backUp = async (person: string) =>
  product.waitForJob((await product.startBackup(await product.connect(person)))._id);

test('a backup by API and an import of the same person merge: no photo and no post twice', async () => {
  const { runtime, workspaceId } = product;
  const byApi = await backUp('polyglot');
  const before = await runtime.mongo.models.assets.countDocuments({ workspaceId });
  const job = await run(await maker.parts('polyglot', facebook));
  const { counts } = maker.expected('polyglot', facebook);
  const backup = await backupOf(job.subject.id);
  const earlier = await backupOf(byApi.subject.id);

  expect(backup.account).toEqual(earlier.account);
  expect(backup.connectionId).toBe(earlier.connectionId);
  expect(backup.importReport?.photos).toEqual({
    found: counts.photos,
    imported: 0,
    merged: counts.present,
    missing: counts.missing + counts.elsewhere,
    unreadable: 0,
    remoteOnly: 0,
  });
  expect(backup.importReport?.posts).toEqual({ found: 12, imported: 0, merged: 12, remoteOnly: 0 });
  expect(await runtime.mongo.models.assets.countDocuments({ workspaceId })).toBe(before);

  const posts = await rowsOf(backup._id, 'post');
  const known = await rowsOf(earlier._id, 'post');
  expect(posts.map(({ remoteId }) => remoteId)).toEqual(known.map(({ remoteId }) => remoteId));
  expect(posts.map(({ permalink }) => permalink)).toEqual(known.map(({ permalink }) => permalink));
  const photos = await rowsOf(backup._id, 'photo');
  const ids = new Set(photos.map(({ remoteId }) => remoteId));
  for (const { photoRemoteIds } of posts)
    for (const id of photoRemoteIds) expect([id, ids.has(id)]).toEqual([id, true]);
  expect(posts.flatMap(({ photoRemoteIds }) => photoRemoteIds)).toHaveLength(
    known.flatMap(({ photoRemoteIds }) => photoRemoteIds).length,
  );
}, 120_000);

test('the ZIP of an import is whole: every picture, captioned, with its album', async () => {
  const { runtime, workspaceId } = product;
  const backup = await runtime.mongo.models.backups
    .findOne({ workspaceId, source: 'archive' })
    .orFail()
    .lean();
  const files = await readArchive(runtime, backup);
  const manifest = readJson<ManifestLike>(files, 'manifest.json');
  for (const file of manifest.files)
    expect([file.path, files.get(file.path)?.sha256]).toEqual([file.path, file.sha256]);
  const { counts, albums } = maker.expected('polyglot', facebook);
  expect(manifest.files.filter(({ path }) => path.startsWith('images/'))).toHaveLength(counts.uniqueFiles);
  const written = readJson<{ photos: { album: string | null; caption: string; file: string | null }[] }>(
    files,
    'posts+cap.json',
  );
  for (const { name, photos } of albums)
    expect(written.photos.filter(({ album }) => album === name)).toHaveLength(photos);
  for (const { file, caption } of written.photos) if (file) expect(caption).not.toBe('');
}, 60_000);

test('an import that is cancelled and tried again ends complete; a backup by API then downloads nothing', async () => {
  const { runtime, workspaceId } = product;
  const parts = await maker.parts('later', facebook);
  const { counts } = maker.expected('later', facebook);
  const started = await product.importArchive(parts);
  const running = await product.waitForJob(started._id, (job) => (job.counts.photos ?? 0) >= 5);
  await cancelJob(runtime, running);
  const cancelled = await product.waitForJob(started._id);
  expect(cancelled.state).toBe('cancelled');
  const kept = await rowsOf(started.subject.id, 'photo');
  expect(kept.filter(({ state }) => state === 'stored').length).toBeGreaterThanOrEqual(5);

  await retryImport(runtime, cancelled);
  const ended = await product.waitForJob(started._id);
  expect(ended.attempt).toBe(2);
  expect(ended.counts).toMatchObject({
    photos: counts.present,
    newPhotos: counts.uniqueFiles,
    posts: counts.posts,
  });
  const uploads = [];
  for await (const { name } of runtime.blobs.list('uploads', workspaceId)) uploads.push(name);
  expect(uploads).toEqual([]);

  const downloads = await product.downloads();
  const byApi = await backUp('later');
  expect(byApi.counts).toMatchObject({ photos: 60, newPhotos: 0 });
  expect(await product.downloads()).toBe(downloads);
}, 180_000);

test('a hostile archive ends its job with the reason; there is nothing to try again', async () => {
  const { runtime, workspaceId } = product;
  const lying = badArchives().find(({ name }) => name.includes('lies'));
  const job = await run(lying?.parts ?? []);
  expect(job).toMatchObject({ state: 'failed', error: { code: 'memories.archive_bomb' } });
  expect(await runtime.mongo.models.backups.exists({ workspaceId, _id: job.subject.id })).toBeNull();
  await expect(retryImport(runtime, job)).rejects.toMatchObject({ code: 'memories.import_gone' });
}, 60_000);

test('the same bytes come out that went in', async () => {
  const { runtime, workspaceId } = product;
  const assets = await runtime.mongo.models.assets.find({ workspaceId }).lean();
  for (const asset of assets) {
    const blob = await runtime.blobs.read('assets', asset.blobName);
    expect(sha256(blob ?? Buffer.alloc(0))).toBe(asset.sha256);
  }
}, 60_000);
