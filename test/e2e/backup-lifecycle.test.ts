import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cancelJob } from '../../domains/jobs/cancel-job.ts';
import { makeArchive } from '../../domains/memories/archive/make-archive.ts';
import { openToken } from '../../domains/memories/connection-token.ts';
import { editCaption } from '../../domains/memories/edit-caption.ts';
import { listMemories } from '../../domains/memories/list-memories.ts';
import { retryBackup } from '../../domains/memories/retry-backup.ts';
import { eventually } from '../support/eventually.ts';
import { type Product, startProduct } from '../support/product.ts';
import { type ManifestLike, readArchive, readJson, sha256 } from '../support/read-archive.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ CAPTION_PROVIDERS: 'azure-vision-4', BACKUP_PAGE_SIZE: '10' });
  await product.post('/_sandbox/people', { id: 'small', photos: 34, posts: 12 });
}, 180_000);
afterAll(() => product?.close(), 60_000);

const backupOf = async (jobId: string) => {
  const backup = await product.runtime.mongo.models.backups
    .findOne({ workspaceId: product.workspaceId, jobId })
    .lean();
  if (!backup) throw new Error('The job has no backup.');
  return backup;
};
const run = async (connectionId: string) => {
  const job = await product.startBackup(connectionId);
  return product.waitForJob(job._id);
};

test('a backup ends complete, and ZIP, manifest and blobs agree file by file', async () => {
  const { runtime, workspaceId } = product;
  const connectionId = await product.connect('small');
  const job = await run(connectionId);
  expect({ state: job.state, warnings: job.warnings, error: job.error }).toEqual({
    state: 'succeeded',
    warnings: [],
    error: null,
  });
  expect(job.counts).toMatchObject({ photos: 34, newPhotos: 34, failedPhotos: 0, posts: 12, captions: 34 });
  expect(job.percent).toBe(100);
  expect(job.steps.map(({ state }) => state)).toEqual(Array(6).fill('done'));

  const backup = await backupOf(job._id);
  const files = await readArchive(runtime, backup);
  const manifest = readJson<ManifestLike>(files, 'manifest.json');
  expect([...files.keys()].sort()).toEqual(
    ['manifest.json', ...manifest.files.map(({ path }) => path)].sort(),
  );
  for (const { path, sha256: expected } of manifest.files)
    expect([path, files.get(path)?.sha256]).toEqual([path, expected]);

  const assets = await runtime.mongo.models.assets.find({ workspaceId }).lean();
  expect(assets).toHaveLength(34);
  for (const asset of assets) {
    const blob = await runtime.blobs.read('assets', asset.blobName);
    expect(sha256(blob ?? Buffer.alloc(0))).toBe(asset.sha256);
    expect(manifest.files.filter((file) => file.sha256 === asset.sha256)).toHaveLength(1);
    expect(asset.caption?.text).not.toBe('');
    expect(asset.caption?.source).toBe('azure-vision-4');
  }
  const stored = await runtime.blobs.read('backups', `${backup.userId}/${backup.name}/summary.json`);
  expect(sha256(stored ?? Buffer.alloc(0))).toBe(files.get('summary.json')?.sha256);
  expect(readJson<{ counts: object }>(files, 'summary.json').counts).toMatchObject({ photos: 34, posts: 12 });
}, 120_000);

test('operators find it by search attributes, with a summary that names nobody', async () => {
  const { runtime, workspaceId } = product;
  const query = `PerennialWorkspace = "${workspaceId}" AND PerennialState = "succeeded" AND PerennialArea = "memories"`;
  const found = await eventually('the workflow is listed', async () => {
    for await (const workflow of runtime.temporal.client.workflow.list({ query })) return workflow;
    return null;
  });
  const job = await runtime.mongo.models.jobs.findOne({ workspaceId }).lean();
  expect(found.workflowId).toBe(job?.workflowId);
  const described = await runtime.temporal.client.workflow.getHandle(found.workflowId).describe();
  expect(await described.staticSummary()).toBe(`Perennial: Backup ${job?.subject.name}, attempt 1`);
}, 60_000);

test('where it is set, blob storage holds real copies of the images too', async () => {
  const { runtime, workspaceId } = product;
  const backup = await runtime.mongo.models.backups.findOne({ workspaceId }).lean();
  if (!backup) throw new Error('No backup.');
  await makeArchive({ ...runtime, env: { ...runtime.env, BACKUP_IMAGE_COPIES: true } }, backup);
  const files = await readArchive(runtime, backup);
  const folder = `${backup.userId}/${backup.name}/`;
  const copies: string[] = [];
  for await (const { name } of runtime.blobs.list('backups', `${folder}images/`)) {
    const bytes = await runtime.blobs.read('backups', name);
    const path = name.slice(folder.length);
    expect([path, sha256(bytes ?? Buffer.alloc(0))]).toEqual([path, files.get(path)?.sha256]);
    copies.push(path);
  }
  expect(copies).toHaveLength(34);
}, 60_000);

test('a second backup downloads only what is new, and its ZIP is whole', async () => {
  const [connection] = await product.runtime.mongo.models.connections
    .find({ workspaceId: product.workspaceId })
    .lean();
  const before = await product.downloads();
  const same = await run(connection?._id ?? '');
  expect(same.state).toBe('succeeded');
  expect(await product.downloads()).toBe(before);
  const files = await readArchive(product.runtime, await backupOf(same._id));
  expect([...files.keys()].filter((path) => path.startsWith('images/'))).toHaveLength(34);

  await product.post('/_sandbox/people/small/photos', { count: 2 });
  const more = await run(connection?._id ?? '');
  expect(more.counts).toMatchObject({ photos: 36, newPhotos: 2, captions: 36 });
  expect(await product.downloads()).toBe(before + 2);
}, 120_000);

test('a caption edited by a person survives the next backup and is found by search', async () => {
  const { runtime, workspaceId, userId } = product;
  const asset = await runtime.mongo.models.assets.findOne({ workspaceId }).lean();
  if (!asset) throw new Error('No asset.');
  const revision = asset.caption?.revision ?? 0;
  await editCaption(runtime, asset, { text: 'Großmutter im Café', revision, userId });
  await expect(editCaption(runtime, asset, { text: 'stale', revision, userId })).rejects.toMatchObject({
    code: 'memories.caption_changed',
  });
  const [connection] = await runtime.mongo.models.connections.find({ workspaceId }).lean();
  const job = await run(connection?._id ?? '');
  const backup = await backupOf(job._id);
  const found = await listMemories(runtime.mongo.models, backup, { limit: 10, q: 'cafe grossmutter' });
  expect(found.items.map((memory) => memory.asset?.caption.text)).toEqual(['Großmutter im Café']);
  const files = await readArchive(runtime, backup);
  expect(files.get('posts+cap.json')?.bytes.toString('utf8')).toContain('Großmutter im Café');
}, 120_000);

test('cancelling keeps what is safe, and trying again fetches only the rest', async () => {
  const { runtime } = product;
  await product.post('/_sandbox/people', { id: 'cancelled', photos: 40, posts: 3 });
  await product.post('/_sandbox/faults', {
    kind: 'delay',
    vendor: 'scontent.fbcdn.net',
    delayMs: 3_000,
    after: 12,
  });
  const connectionId = await product.connect('cancelled');
  const started = await product.startBackup(connectionId);
  const running = await product.waitForJob(started._id, (job) => (job.counts.photos ?? 0) >= 10);
  await cancelJob(runtime, running);
  const cancelled = await product.waitForJob(started._id);
  expect(cancelled.state).toBe('cancelled');
  const kept = cancelled.counts.photos ?? 0;
  expect(kept).toBeGreaterThanOrEqual(10);
  expect(kept).toBeLessThan(40);

  await product.clearFaults();
  const before = await product.downloads();
  await retryBackup(runtime, cancelled);
  const ended = await product.waitForJob(started._id);
  expect({ state: ended.state, photos: ended.counts.photos, attempt: ended.attempt }).toEqual({
    state: 'succeeded',
    photos: 40,
    attempt: 2,
  });
  expect((await product.downloads()) - before).toBeLessThanOrEqual(40 - kept + 8);
}, 180_000);

test('a job whose workflow was terminated can still be cancelled', async () => {
  const { runtime } = product;
  await product.post('/_sandbox/people', { id: 'terminated', photos: 12, posts: 0 });
  await product.post('/_sandbox/faults', { kind: 'delay', vendor: 'scontent.fbcdn.net', delayMs: 2_000 });
  const started = await product.startBackup(await product.connect('terminated'));
  const running = await product.waitForJob(started._id, (job) => job.state === 'running');
  await runtime.temporal.client.workflow.getHandle(started.workflowId).terminate();
  await cancelJob(runtime, running);
  const ended = await product.waitForJob(started._id);
  await product.clearFaults();
  expect(ended.state).toBe('cancelled');
}, 60_000);

test('the troublesome person ends partial, each problem in words, and goes on after reconnecting', async () => {
  const { runtime, workspaceId } = product;
  const connectionId = await product.connect('troublesome', ['user_photos']);
  const job = await run(connectionId);
  expect(job.state).toBe('partial');
  const codes = job.warnings.map(({ code }) => code);
  expect(codes).toEqual(
    expect.arrayContaining([
      'memories.reconnect_needed',
      'memories.photo_damaged',
      'memories.photo_gone',
      'memories.photo_not_a_picture',
    ]),
  );
  expect(job.warnings.find(({ code }) => code === 'memories.reconnect_needed')).toMatchObject({
    action: 'reconnect_facebook',
    message: expect.stringContaining('reconnect'),
  });
  expect((await backupOf(job._id)).archive).not.toBeNull();
  const connection = await runtime.mongo.models.connections
    .findOne({ _id: connectionId, workspaceId })
    .lean();
  expect(connection?.state).toBe('reconnect');

  await product.connect('troublesome', ['user_photos', 'user_posts']);
  await retryBackup(runtime, job);
  const again = await product.waitForJob(job._id);
  expect(again.state).toBe('partial');
  expect(again.counts.photos).toBe(57);
  expect(again.counts.posts).toBeGreaterThan(0);
  expect(again.warnings.map(({ code }) => code).sort()).toEqual([
    'memories.photo_damaged',
    'memories.photo_gone',
    'memories.photo_not_a_picture',
  ]);
}, 180_000);

test('photos alone are a whole backup while nobody has asked for posts; declined posts are a gap', async () => {
  await product.post('/_sandbox/people', { id: 'careful', photos: 2, posts: 2 });
  const unasked = await run(await product.connect('careful', ['user_photos']));
  expect({ state: unasked.state, posts: unasked.counts.posts }).toEqual({ state: 'succeeded', posts: 0 });
  const declined = await run(
    await product.connect('careful', ['user_photos', 'user_posts'], ['user_photos']),
  );
  expect(declined.state).toBe('partial');
  expect(declined.warnings).toEqual([
    expect.objectContaining({ code: 'memories.posts_permission_missing', action: 'grant_permission' }),
  ]);
}, 120_000);

test('an account with nothing in it gives a good, empty backup', async () => {
  const job = await run(await product.connect('empty'));
  expect(job.state).toBe('succeeded');
  expect(job.counts).toMatchObject({ photos: 0, posts: 0 });
  const files = await readArchive(product.runtime, await backupOf(job._id));
  expect([...files.keys()].sort()).toEqual([
    'entitlements.json',
    'manifest.json',
    'posts+cap.json',
    'summary.json',
  ]);
}, 120_000);

test('with no captioner at work the backup is kept, with a warning', async () => {
  await product.post('/_sandbox/people', { id: 'uncaptioned', photos: 3, posts: 0 });
  await product.post('/_sandbox/faults', { kind: 'status', vendor: 'vision', status: 401 });
  const job = await run(await product.connect('uncaptioned'));
  await product.clearFaults();
  expect(job.state).toBe('partial');
  expect(job.warnings).toEqual([
    expect.objectContaining({ code: 'memories.captions_missing', count: 3, action: 'retry' }),
  ]);
}, 120_000);

test('the daily check finds a login that the network has ended', async () => {
  const { runtime, workspaceId } = product;
  const connectionId = await product.connect('uncaptioned');
  const connection = await runtime.mongo.models.connections
    .findOne({ _id: connectionId, workspaceId })
    .lean();
  const token = connection && openToken(runtime, connection);
  await runtime.providers.facebook?.provider.auth.revoke(token ?? '');
  const check = () =>
    runtime.temporal.client.workflow.execute('checkConnections', {
      taskQueue: 'workflow',
      workflowId: 'check',
    });
  await check();
  const after = await runtime.mongo.models.connections.findOne({ _id: connectionId, workspaceId }).lean();
  expect(after?.state).toBe('reconnect');
  expect(after?.token).not.toBeNull();
}, 60_000);
