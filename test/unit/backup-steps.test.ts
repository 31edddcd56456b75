import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { finishBackup } from '../../domains/memories/backup/finish-backup.ts';
import { recordPhotos } from '../../domains/memories/backup/record-photos.ts';
import { storePhotos } from '../../domains/memories/backup/store-photos.ts';
import { sealToken } from '../../domains/memories/connection-token.ts';
import { ProviderError } from '../../providers/errors.ts';
import type { MemoriesSource } from '../../providers/social/memories-source.ts';
import { createRuntime, type Runtime } from '../../runtime/create-runtime.ts';
import { parseEnv } from '../../runtime/env.ts';
import { migrate } from '../../runtime/migrate.ts';
import { drawPicture, remotePhoto, seedEmptyBackup } from '../support/seed-backup.ts';
import { testEnv } from '../support/servers.ts';

let runtime: Runtime;
beforeAll(async () => {
  const env = { ...(await testEnv('mongo', 'blob')), LOG_LEVEL: 'error' };
  runtime = await createRuntime(parseEnv(env), { process: 'test' });
  await migrate(runtime.mongo);
  await runtime.blobs.prepare();
}, 60_000);
afterAll(() => runtime?.close());

/** A running backup whose listing told of so many photos. */
async function seedListed(photos: number) {
  const owner = { id: ulid(), workspaceId: ulid() };
  const { backup, job, connection } = await seedEmptyBackup(runtime, owner, { state: 'running' });
  const { models } = runtime.mongo;
  const token = sealToken(runtime, connection, 'token');
  await models.connections.updateOne(
    { _id: connection._id, workspaceId: owner.workspaceId },
    { $set: { token } },
  );
  const listed = Array.from({ length: photos }, (_, index) => remotePhoto(index));
  await recordPhotos(
    runtime,
    backup,
    0,
    listed.map((photo) => ({ ...photo, fromPostId: null })),
  );
  const key = { workspaceId: owner.workspaceId, backupId: backup._id, jobId: job._id };
  const read = async () => ({
    job: await models.jobs.findOne({ _id: job._id, workspaceId: owner.workspaceId }).orFail().lean(),
    backup: await models.backups.findOne({ _id: backup._id, workspaceId: owner.workspaceId }).orFail().lean(),
    rows: await models.memories.find({ workspaceId: owner.workspaceId, backupId: backup._id }).lean(),
  });
  return { key, read };
}

/** The runtime with a network that behaves as told. */
const withNetwork = (source: Partial<MemoriesSource>): Runtime => ({
  ...runtime,
  providers: {
    ...runtime.providers,
    facebook: { mode: 'sandbox', provider: { memories: source } } as never,
  },
});
const facebookError = (code: string, retryable = false) =>
  new ProviderError({ provider: 'facebook', code, message: code, retryable });
const finished = { outcome: 'finished' as const, error: null };

test('a login that ends while photos are downloaded is told as such, and what was stored is kept', async () => {
  const { key, read } = await seedListed(2);
  const picture = await drawPicture(1);
  const network = withNetwork({
    photoUrl: async (_token, id) => {
      if (id !== remotePhoto(0).id) throw facebookError('reconnect');
      return 'http://cdn/1';
    },
    openPicture: async () => ({
      body: new Blob([new Uint8Array(picture)]).stream(),
      bytes: picture.length,
      mime: 'image/jpeg',
    }),
  });
  await storePhotos(network, { ...key, page: 0 });
  const { backup, rows } = await read();
  expect(backup.notes).toEqual(['reconnect_needed']);
  expect(rows.map(({ state, problem }) => [state, problem?.code])).toEqual([
    ['stored', undefined],
    ['failed', 'reconnect'],
  ]);
  expect(await finishBackup(runtime, key, { ...finished, attempt: 1 })).toBe('partial');
  expect((await read()).job.warnings[0]).toMatchObject({
    code: 'memories.reconnect_needed',
    action: 'reconnect_facebook',
  });
});

test('a photo that fails for a while is tried again, a few times, and then named', async () => {
  const { key, read } = await seedListed(1);
  const network = withNetwork({
    photoUrl: async () => {
      throw facebookError('unavailable', true);
    },
  });
  const tries: string[] = [];
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    tries.push(
      await storePhotos(network, { ...key, page: 0 }).then(
        () => 'done',
        (error: ProviderError) => error.code,
      ),
    );
  }
  expect(tries).toEqual(['unavailable', 'unavailable', 'unavailable', 'done']);
  expect((await read()).rows[0]).toMatchObject({
    state: 'failed',
    problem: { code: 'unavailable' },
    tries: 4,
  });
});

test('photos that were listed once and never came are told as gone, and the job does not wait for them', async () => {
  const { key, read } = await seedListed(3);
  expect(await finishBackup(runtime, key, { ...finished, attempt: 1 })).toBe('partial');
  const { job, rows } = await read();
  expect(rows.map(({ state, problem }) => [state, problem?.code])).toEqual(Array(3).fill(['failed', 'gone']));
  expect(job.warnings).toEqual([expect.objectContaining({ code: 'memories.photo_gone', count: 3 })]);
});

test('an ending that comes late closes its own attempt, not the next', async () => {
  const { key, read } = await seedListed(1);
  const { models } = runtime.mongo;
  await models.jobs.updateOne({ _id: key.jobId, workspaceId: key.workspaceId }, { $set: { attempt: 2 } });
  const failure = { outcome: 'failed' as const, error: { code: 'memories.backup_failed', message: 'Late.' } };
  await finishBackup(runtime, key, { ...failure, attempt: 1 });
  const { job, backup } = await read();
  expect([job.state, job.error, backup.state]).toEqual(['running', null, 'running']);
  await finishBackup(runtime, key, { outcome: 'cancelled', error: null, attempt: 2 });
  await finishBackup(runtime, key, { ...failure, attempt: 2 });
  const after = await read();
  expect([after.job.state, after.job.error, after.backup.state]).toEqual(['cancelled', null, 'cancelled']);
});
