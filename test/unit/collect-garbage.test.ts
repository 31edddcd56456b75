import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { deleteBackup } from '../../domains/memories/care/delete-backup.ts';
import { eraseUnused } from '../../domains/memories/care/erase-unused.ts';
import { finishDeletions } from '../../domains/memories/care/finish-deletions.ts';
import { purgeBackup } from '../../domains/memories/care/purge-backup.ts';
import { restoreBackup } from '../../domains/memories/care/restore-backup.ts';
import { sweepAssets } from '../../domains/memories/care/sweep-assets.ts';
import type { Blobs } from '../../runtime/blob.ts';
import { createRuntime, type Runtime } from '../../runtime/create-runtime.ts';
import { parseEnv } from '../../runtime/env.ts';
import { migrate } from '../../runtime/migrate.ts';
import type { AssetDoc } from '../../schemas/models/asset.ts';
import type { BackupDoc } from '../../schemas/models/backup.ts';
import { seedBackup, seedConnection, seedEmptyBackup } from '../support/seed-backup.ts';
import { testEnv } from '../support/servers.ts';

const dayMs = 24 * 3_600_000;
let runtime: Runtime;
let ahead = 0;
const advance = (ms: number) => {
  ahead += ms;
};
const newUser = () => ({ id: ulid(), workspaceId: ulid() });
const user = newUser();
beforeAll(async () => {
  const clock = { now: () => Date.now() + ahead, date: () => new Date(Date.now() + ahead) };
  const env = parseEnv(await testEnv('mongo', 'blob'));
  runtime = await createRuntime(env, { process: 'test', clock });
  await migrate(runtime.mongo);
  await runtime.blobs.prepare();
}, 60_000);
afterAll(() => runtime?.close());

/** What the daily workflow does, with a storage that may die on the way. */
async function collect(blobs: Blobs = runtime.blobs): Promise<void> {
  const dying = { ...runtime, blobs };
  while (await purgeBackup(dying));
  let position = await sweepAssets(dying, null);
  while (position) position = await sweepAssets(dying, position);
  while (await eraseUnused(dying));
}
const remove = (backup: BackupDoc) => deleteBackup(runtime, backup);
const blobsBelow = async (container: 'backups' | 'assets', prefix: string) => {
  const names = [];
  for await (const { name } of runtime.blobs.list(container, prefix)) names.push(name);
  return names;
};
const present = async ({ _id, workspaceId, blobName }: AssetDoc) => [
  (await runtime.mongo.models.assets.countDocuments({ _id, workspaceId })) === 1,
  (await runtime.blobs.stat('assets', blobName)) !== null,
];

test('a deleted backup and its own pictures are erased after the grace; shared ones, and its job, stay', async () => {
  const doomed = await seedBackup(runtime, user, { photos: [{}, {}, {}] });
  // The same pictures, save the third: one workspace has one asset for one content.
  const other = await seedBackup(runtime, user, { photos: [{}, {}] });
  const [shared, , own] = doomed.assets as [AssetDoc, AssetDoc, AssetDoc];
  expect(other.assets[0]?._id).toBe(shared._id);
  const { _id: backupId, workspaceId, userId, name } = doomed.backup;
  const scope = { workspaceId, backupId };
  const { models } = runtime.mongo;
  const file = `${userId}/${name}/messages/inbox/anna.json`;
  await runtime.blobs.put('backups', file, Buffer.from('{}'), 'application/json');
  await models.backupFiles.create({
    _id: ulid(),
    ...scope,
    path: 'x',
    blobName: file,
    bytes: 2,
    sha256: 'x',
  });

  await remove(doomed.backup);
  await collect();
  expect(await models.memories.countDocuments(scope)).toBe(3);

  advance(8 * dayMs);
  await collect();
  for (const model of [models.memories, models.backupFiles, models.verifications])
    expect(await (model as typeof models.memories).countDocuments(scope)).toBe(0);
  expect(await models.backups.countDocuments({ _id: backupId, workspaceId })).toBe(0);
  expect(await blobsBelow('backups', `${userId}/${name}/`)).toEqual([]);
  // A day more, in case somebody is just about to use it.
  expect(await present(own)).toEqual([true, true]);

  advance(dayMs);
  await collect();
  expect(await present(own)).toEqual([false, false]);
  expect(await blobsBelow('assets', `${workspaceId}/renditions/${own.sha256}/`)).toEqual([]);
  expect(await present(shared)).toEqual([true, true]);
  expect(await runtime.blobs.stat('backups', other.backup.archive?.blobName ?? '')).not.toBeNull();
  expect(await models.jobs.countDocuments({ _id: doomed.job._id, workspaceId })).toBe(1);
});

test('killed before any of its removals, the collector goes on and ends the same', async () => {
  const doomed = await seedBackup(runtime, user, { photos: [{ id: '777' }] });
  const { _id, workspaceId, userId, name } = doomed.backup;
  // A picture of its own.
  const [asset] = doomed.assets as [AssetDoc];
  await runtime.mongo.models.memories.deleteMany({ workspaceId, backupId: { $ne: _id } });
  await remove(doomed.backup);
  advance(8 * dayMs);
  let deaths = 0;
  for (let budget = 0; budget < 30; budget += 1) {
    let left = budget;
    const dying: Blobs = {
      ...runtime.blobs,
      remove: async (...args) => {
        left -= 1;
        if (left < 0) throw new Error('killed');
        return runtime.blobs.remove(...args);
      },
    };
    const died = await collect(dying).then(
      () => false,
      () => true,
    );
    if (died) deaths += 1;
    else if ((await present(asset))[0]) advance(dayMs + 1);
    else break;
  }
  expect(deaths).toBeGreaterThanOrEqual(3);
  expect(await present(asset)).toEqual([false, false]);
  expect(await blobsBelow('backups', `${userId}/${name}/`)).toEqual([]);
  expect(await runtime.mongo.models.backups.countDocuments({ _id, workspaceId })).toBe(0);
});

test('a restored backup loses nothing, and a mark on a picture that is used again goes', async () => {
  const { backup, assets } = await seedBackup(runtime, user, { photos: [{ id: '888' }] });
  await remove(backup);
  advance(6 * dayMs);
  await restoreBackup(runtime, backup);
  const { _id, workspaceId } = assets[0] as AssetDoc;
  await runtime.mongo.models.assets.updateOne({ _id, workspaceId }, { $set: { unusedSince: new Date(0) } });
  advance(30 * dayMs);
  await collect();
  expect(await present(assets[0] as AssetDoc)).toEqual([true, true]);
  const row = await runtime.mongo.models.assets.findOne({ _id, workspaceId }).lean();
  expect(row?.unusedSince).toBeNull();
});

test('a wish to be erased is fulfilled at once, once the backup at work has stopped', async () => {
  const erased = newUser();
  const connection = await seedConnection(runtime, erased, { state: 'disconnected' });
  const done = await seedBackup(runtime, erased, { photos: [{}] });
  const running = await seedEmptyBackup(runtime, erased, { state: 'running', connection });
  const { models } = runtime.mongo;
  const code = 'c'.repeat(32);
  const { workspaceId } = erased;
  await models.backups.updateMany(
    { workspaceId },
    { $set: { deletedAt: new Date(), purgeAt: new Date(0), deletionRequestId: code } },
  );
  await models.deletionRequests.create({
    ...{ _id: code, provider: 'facebook', personHash: 'x', state: 'received' },
    ...{ eraseBy: new Date(), receivedAt: new Date() },
  });
  await collect();
  expect(await finishDeletions(runtime)).toEqual([code]);
  expect((await models.deletionRequests.findById(code).lean())?.state).toBe('erasing');
  // No day of grace for these.
  expect(await present(done.assets[0] as AssetDoc)).toEqual([false, false]);
  expect(await models.backups.countDocuments({ workspaceId })).toBe(1);

  await models.backups.updateOne({ _id: running.backup._id, workspaceId }, { $set: { state: 'cancelled' } });
  await collect();
  expect(await finishDeletions(runtime)).toEqual([]);
  expect(await models.deletionRequests.findById(code).lean()).toMatchObject({ state: 'done' });
  expect(await models.backups.countDocuments({ workspaceId })).toBe(0);
});
