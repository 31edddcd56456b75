import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ApiClient, createApiClient } from '../../cli/api-client.ts';
import { walkDialog } from '../../cli/sandbox-dialog.ts';
import { type Stack, startStack } from '../../embedded/start-stack.ts';
import { createBlobs } from '../../runtime/blob.ts';
import { parseEnv } from '../../runtime/env.ts';
import { connectMongo } from '../../runtime/mongo.ts';
import { accountRoutes } from '../../schemas/contracts/accounts.ts';
import { type Job, jobRoutes, openJobStates } from '../../schemas/contracts/jobs.ts';
import { memoriesRoutes } from '../../schemas/contracts/memories.ts';
import { eventually } from '../support/eventually.ts';
import { newFolder } from '../support/folders.ts';
import { sha256 } from '../support/read-archive.ts';
import { goodPassword } from '../support/start-api.ts';

const photos = 60;
const posts = 8;
let stack: Stack;
let api: ApiClient;
let sandbox: string;

beforeAll(async () => {
  stack = await startStack({
    home: newFolder(),
    port: 0,
    env: { ...process.env, CAPTION_PROVIDERS: 'azure-vision-4', BACKUP_PAGE_SIZE: '10', LOG_LEVEL: 'warn' },
    supervision: { backoff: { firstMs: 200, maxMs: 1_000 } },
  });
  const { PUBLIC_URL = '', PERENNIAL_LOCAL_KEY = '', SANDBOX_URL = '' } = stack.env;
  api = createApiClient(PUBLIC_URL, PERENNIAL_LOCAL_KEY);
  sandbox = SANDBOX_URL;
  await api.call(accountRoutes.register, {
    body: {
      email: 'faults@example.org',
      password: goodPassword(),
      name: 'Faults',
      consent: true,
      client: 'api',
    },
  });
}, 180_000);
afterAll(() => stack?.stop(), 60_000);

const post = (path: string, body: unknown) =>
  fetch(`${sandbox}/_sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const pidOf = (name: string) =>
  stack
    .processes()
    .find((one) => one.name === name)
    ?.pid();
/** While MongoDB is away the API answers 503: that is no news of the job. */
const readJob = (jobId: string) => api.call(jobRoutes.get, { params: { jobId } }).catch(() => null);
const reach = (jobId: string, what: string, when: (job: Job) => boolean) =>
  eventually(
    what,
    async () => {
      const job = await readJob(jobId);
      return job && when(job) ? job : null;
    },
    150_000,
  );

test('kill -9 of a worker and of mongod in the middle: the backup ends complete, no photo twice', async () => {
  await post('people', { id: 'faults', photos, posts });
  const slow = await (await post('faults', { kind: 'delay', vendor: 'scontent', delayMs: 400 })).json();
  const { url } = await api.call(memoriesRoutes.authorizeFacebook, {
    body: { purpose: 'memories', scopes: ['user_photos', 'user_posts'] },
  });
  const back = new URL(await walkDialog(url, 'faults'));
  await api.request(`${back.pathname}${back.search}`);
  const { items } = await api.call(memoriesRoutes.listConnections);
  const started = await api.call(memoriesRoutes.createBackup, { body: { connectionId: items[0]?.id ?? '' } });

  await reach(started.id, 'a few photos are stored', (job) => (job.counts.photos ?? 0) >= 5);
  const worker = pidOf('worker-main');
  process.kill(worker ?? 0, 'SIGKILL');
  await reach(started.id, 'more photos are stored', (job) => (job.counts.photos ?? 0) >= 20);
  const mongod = pidOf('mongo');
  process.kill(mongod ?? 0, 'SIGKILL');
  const ended = await reach(started.id, 'the job has ended', (job) => !openJobStates.includes(job.state));

  expect(pidOf('worker-main')).not.toBe(worker);
  expect(pidOf('mongo')).not.toBe(mongod);
  expect((slow as { id: string }).id).toBeTruthy();
  expect({ state: ended.state, warnings: ended.warnings }).toEqual({ state: 'succeeded', warnings: [] });
  expect(ended.counts).toMatchObject({ photos, posts, captions: photos, failedPhotos: 0 });

  const env = parseEnv({ ...stack.env });
  const blobs = createBlobs(env);
  const mongo = await connectMongo(env.MONGODB_URI);
  try {
    const memories = await mongo.connection.collection('memories').find({ kind: 'photo' }).toArray();
    const assets = await mongo.connection.collection('assets').find().toArray();
    expect(new Set(memories.map(({ remoteId }) => remoteId)).size).toBe(photos);
    expect(memories).toHaveLength(photos);
    expect(new Set(assets.map(({ sha256: hash }) => hash)).size).toBe(assets.length);
    const originals: string[] = [];
    for await (const { name } of blobs.list('assets', ''))
      if (!name.includes('/renditions/')) originals.push(name);
    expect(originals.sort()).toEqual(assets.map(({ blobName }) => blobName as string).sort());
    for (const asset of assets) {
      const bytes = await blobs.read('assets', asset.blobName as string);
      expect(sha256(bytes ?? Buffer.alloc(0))).toBe(asset.sha256);
    }
  } finally {
    await mongo.close();
  }
}, 280_000);
