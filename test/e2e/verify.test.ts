import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { cancelJob } from '../../domains/jobs/cancel-job.ts';
import { listVerifications } from '../../domains/memories/verify/list-verifications.ts';
import { retryVerification } from '../../domains/memories/verify/retry-verification.ts';
import { startVerification } from '../../domains/memories/verify/start-verification.ts';
import type { ContainerName } from '../../runtime/blob.ts';
import { type Product, startProduct } from '../support/product.ts';
import { remotePhoto, type Seeded, seedBackup } from '../support/seed-backup.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
}, 180_000);
afterAll(() => product?.close(), 60_000);

/** A backup of four photos and two posts, with its ZIP, in a workspace of its own. */
async function seed(): Promise<Seeded> {
  const photos = [{ title: 'Été' }, {}, {}, {}];
  const posts = [{ photos: [{ id: remotePhoto(0).id, url: null }] }, {}];
  return seedBackup(product.runtime, { id: ulid(), workspaceId: ulid() }, { photos, posts });
}

/** Runs a check to its end: the job's state and what was found, one line each. */
async function verify({ backup }: Seeded) {
  const { runtime } = product;
  const job = await startVerification(runtime, { verificationId: ulid(), backup, userId: backup.userId });
  const ended = await waitFor(backup.workspaceId, job._id);
  return { job: ended, ...(await latest(backup)) };
}
async function latest(backup: Seeded['backup']) {
  const { items } = await listVerifications(product.runtime.mongo.models, backup, { limit: 1 });
  const [verification] = items;
  const lines = verification?.findings.map(({ where, kind, path }) => `${where} ${kind} ${path}`).sort();
  return { verification, lines };
}
async function waitFor(workspaceId: string, jobId: string) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const job = await product.runtime.mongo.models.jobs.findOne({ _id: jobId, workspaceId }).orFail().lean();
    if (!['queued', 'running'].includes(job.state)) return job;
    if (Date.now() > deadline) throw new Error(`The job is still ${job.state}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Turns one bit of a blob over, in place. */
async function flip(container: ContainerName, name: string, at: (bytes: Buffer) => number) {
  const { blobs } = product.runtime;
  const bytes = await blobs.read(container, name);
  if (!bytes) throw new Error(`${name} is not there.`);
  const index = at(bytes);
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  await blobs.put(container, name, bytes, 'application/octet-stream');
}
const middle = (bytes: Buffer) => Math.floor(bytes.length / 2);
const imageOf = (seeded: Seeded, index: number) => {
  const { sha256 = '', takenAt } = seeded.assets[index] ?? {};
  return `images/${takenAt?.toISOString().slice(0, 10)}_${sha256.slice(0, 12)}.jpg`;
};

test('a whole backup is found whole, every file and entry of it read', async () => {
  const seeded = await seed();
  const { job, verification, lines } = await verify(seeded);
  expect(lines).toEqual([]);
  expect([job.state, job.percent, job.warnings, job.error]).toEqual(['succeeded', 100, [], null]);
  expect(job.steps.map(({ name, state }) => [name, state])).toEqual([
    ['blobs', 'done'],
    ['entries', 'done'],
  ]);
  const documents = 5; // the manifest is read once for itself, once among the others
  expect(verification).toMatchObject({
    state: 'whole',
    scope: 'all',
    checked: { entries: 8, blobs: 4 * 3 + documents - 1 },
    findingsTotal: 0,
  });
}, 60_000);

test('one flipped byte, one deleted and one stray blob, and a flipped byte in the ZIP: each is found and named', async () => {
  const { blobs } = product.runtime;
  const seeded = await seed();
  const { backup, assets } = seeded;
  const folder = `${backup.userId}/${backup.name}`;
  await flip('assets', assets[0]?.blobName ?? '', middle);
  await blobs.remove('assets', assets[1]?.blobName ?? '');
  await flip('backups', `${folder}/posts+cap.json`, middle);
  await blobs.put('backups', `${folder}/left-behind.tmp`, Buffer.from('x'), 'text/plain');
  await blobs.put('assets', `${backup.workspaceId}/aa/${'a'.repeat(64)}`, Buffer.from('x'), 'image/jpeg');
  const original = (await blobs.read('assets', assets[2]?.blobName ?? '')) ?? Buffer.alloc(0);
  await flip('backups', `${folder}/backup.zip`, (zip) => zip.indexOf(original) + 100);

  const { job, verification, lines } = await verify(seeded);
  expect(lines).toEqual(
    [
      `blob changed ${imageOf(seeded, 0)}`,
      `blob missing ${imageOf(seeded, 1)}`,
      'blob changed posts+cap.json',
      'blob untracked left-behind.tmp',
      `blob untracked assets/aa/${'a'.repeat(64)}`,
      `zip changed ${imageOf(seeded, 2)}`,
    ].sort(),
  );
  expect(verification?.state).toBe('damaged');
  expect(job.state).toBe('partial');
  expect(job.warnings.map(({ code, count }) => [code, count])).toEqual([
    ['memories.verification_missing', 1],
    ['memories.verification_changed', 3],
    ['memories.verification_untracked', 2],
  ]);
}, 60_000);

test.each([
  ['is cut off', (zip: Buffer) => zip.subarray(0, zip.length - 200), ['zip changed backup.zip']],
  ['is gone', () => null, ['zip missing backup.zip']],
  [
    'has a byte wrong between its entries',
    (zip: Buffer) => {
      // Time of the first entry in its local header, which no reader looks at.
      zip[10] = (zip[10] ?? 0) ^ 1;
      return zip;
    },
    ['zip changed backup.zip'],
  ],
  ['is no ZIP', () => Buffer.alloc(5_000, 7), ['zip changed backup.zip']],
])(
  'a ZIP that %s',
  async (_what, change, expected) => {
    const { blobs } = product.runtime;
    const seeded = await seed();
    const name = seeded.backup.archive?.blobName ?? '';
    const changed = change((await blobs.read('backups', name)) ?? Buffer.alloc(0));
    if (changed) await blobs.put('backups', name, changed, 'application/zip');
    else await blobs.remove('backups', name);
    expect((await verify(seeded)).lines).toEqual(expected);
  },
  60_000,
);

test('a check that was cancelled goes on where it was, and finds the rest', async () => {
  const { runtime } = product;
  const { models } = runtime.mongo;
  const seeded = await seed();
  const { backup } = seeded;
  const { workspaceId } = backup;
  await flip('backups', `${backup.userId}/${backup.name}/summary.json`, middle);
  const verificationId = ulid();
  // Cancelled before anything is read: not started at once, and due in an hour, so that nobody else starts it meanwhile.
  const request = { verificationId, backup, userId: backup.userId };
  const job = await startVerification({ ...runtime, temporal: nowhere, clock: inAnHour }, request);
  expect((await startVerification(runtime, { ...request, verificationId: ulid() }))._id).toBe(job._id);
  // What an attempt that got through the pictures has saved.
  await models.verifications.updateOne(
    { _id: verificationId, workspaceId },
    { $set: { position: { step: 'folder', after: null }, checked: { blobs: 12, entries: 0, bytes: 99 } } },
  );
  await models.outbox.deleteMany({ workflowId: job.workflowId });
  await models.jobs.updateOne({ _id: job._id, workspaceId }, { $set: { state: 'cancelled' } });
  await models.verifications.updateOne(
    { _id: verificationId, workspaceId },
    { $set: { state: 'cancelled' } },
  );
  await retryVerification(runtime, await models.jobs.findOne({ _id: job._id, workspaceId }).orFail().lean());
  const ended = await waitFor(workspaceId, job._id);
  const { verification, lines } = await latest(backup);
  expect([ended.state, ended.attempt, lines]).toEqual(['partial', 2, ['blob changed summary.json']]);
  expect(verification?.checked.blobs).toBe(12 + 4);
  await expect(cancelJob(runtime, ended)).rejects.toMatchObject({ code: 'jobs.not_running' });
}, 60_000);

test('the weekly sample looks at one backup of every workspace and says what it found', async () => {
  const { runtime } = product;
  const { models } = runtime.mongo;
  const seeded = await seed();
  const { workspaceId } = seeded.backup;
  await flip('assets', seeded.assets[3]?.blobName ?? '', middle);
  await runtime.temporal.client.workflow.execute('verifySample', {
    taskQueue: 'workflow',
    workflowId: 'sample',
  });
  const { verification, lines } = await latest(seeded.backup);
  expect(lines).toEqual([`blob changed ${imageOf(seeded, 3)}`]);
  expect(verification).toMatchObject({ scope: 'sample', state: 'damaged', jobId: null });
  const sampled = await models.verifications
    .find({ scope: 'sample' })
    .setOptions({ acrossWorkspaces: 'a test looks at all' })
    .lean();
  const workspaces = await models.backups
    .distinct('workspaceId', { archive: { $ne: null } })
    .setOptions({ acrossWorkspaces: 'a test looks at all' });
  expect(sampled.map((one) => one.workspaceId).sort()).toEqual([...workspaces].sort());
  expect(workspaces).toContain(workspaceId);
}, 60_000);

const hourMs = 3_600_000;
const inAnHour = { now: () => Date.now() + hourMs, date: () => new Date(Date.now() + hourMs) };

/** Temporal that is away: what would start a workflow stays in the outbox. */
const nowhere = {
  client: {
    workflow: {
      start: async () => {
        throw new Error('14 UNAVAILABLE');
      },
    },
  },
} as unknown as Product['runtime']['temporal'];
