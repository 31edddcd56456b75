import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seedBackup, seedEmptyBackup } from '../support/seed-backup.ts';
import { testEnv } from '../support/servers.ts';
import { startApi, type TestApi, type TestUser } from '../support/start-api.ts';

let api: TestApi;
let user: TestUser;
beforeAll(async () => {
  api = await startApi({ ...(await testEnv('blob')), BACKUP_GRACE_DAYS: '3' });
  await api.runtime.blobs.prepare();
  user = await api.newUser();
}, 60_000);
afterAll(() => api?.close());

const path = '/api/v1/memories/backups';
const call = (method: string, of: string) => api.call(method, of, { token: user.token });
const idsIn = async (query = '') =>
  (await call('GET', path + query)).body.items.map(({ id }: { id: string }) => id);

test('a deleted backup vanishes, and comes back whole when it is restored in time', async () => {
  const { backup, memories, assets, job } = await seedBackup(api.runtime, user, { photos: [{}] });
  const kept = await seedEmptyBackup(api.runtime, user);
  const own = `${path}/${backup._id}`;

  const { status, body } = await call('DELETE', own);
  expect(status).toBe(200);
  expect(Date.parse(body.purgeAt) - Date.parse(body.deletedAt)).toBe(3 * 24 * 3_600_000);
  expect((await call('DELETE', own)).body).toEqual(body);
  expect(await idsIn()).toEqual([kept.backup._id]);
  expect(await idsIn('?deleted=true')).toEqual([backup._id]);
  for (const [method, of] of [
    ['GET', own],
    ['GET', `${own}/memories`],
    ['GET', `${own}/archive`],
    ['POST', `${own}/archive/link`],
    ['GET', `${own}/archive.json.zip`],
  ] as const) {
    const refused = await call(method, of);
    expect([of, refused.status, refused.body.error.code]).toEqual([of, 409, 'memories.backup_deleted']);
  }
  expect((await call('GET', `/api/v1/memories/${memories[0]?._id}`)).status).toBe(404);
  const retry = await call('POST', `/api/v1/jobs/${job._id}/retry`);
  expect(retry.status).toBe(409);
  // The list of what can be restored shows its pictures.
  expect((await call('GET', `/api/v1/assets/${assets[0]?._id}/content/thumb`)).status).toBe(200);
  expect((await call('GET', `/api/v1/jobs/${job._id}`)).status).toBe(200);

  const restored = await call('POST', `${own}/restore`);
  expect([restored.status, restored.body.deletedAt, restored.body.purgeAt]).toEqual([200, null, null]);
  expect(await idsIn()).toEqual([kept.backup._id, backup._id]);
  expect((await call('GET', `/api/v1/memories/${memories[0]?._id}`)).status).toBe(200);
  expect((await call('GET', `${own}/archive`)).status).toBe(200);
  const again = await call('POST', `${own}/restore`);
  expect([again.status, again.body.error.code]).toEqual([409, 'memories.backup_not_deleted']);

  const audit = await api.runtime.mongo.models.auditEvents.find({ 'object.id': backup._id }).lean();
  expect(audit.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['backup.delete', 'backup.restore']),
  );
});

test('a backup at work is not deleted, and the answer says what to do', async () => {
  const { backup, job } = await seedEmptyBackup(api.runtime, user, { state: 'running' });
  const { status, body } = await call('DELETE', `${path}/${backup._id}`);
  expect([status, body.error.code, body.error.details.jobId]).toEqual([
    409,
    'memories.backup_running',
    job._id,
  ]);
  expect(await idsIn()).toContain(backup._id);
});

test('a failed backup that was deleted is not tried again', async () => {
  const { backup, job } = await seedEmptyBackup(api.runtime, user, { state: 'failed' });
  await api.runtime.mongo.models.jobs.updateOne(
    { _id: job._id, workspaceId: user.workspaceId },
    { $set: { state: 'failed' } },
  );
  await call('DELETE', `${path}/${backup._id}`);
  const { status, body } = await call('POST', `/api/v1/jobs/${job._id}/retry`);
  expect([status, body.error.code]).toEqual([409, 'memories.backup_deleted']);
  expect((await call('GET', `/api/v1/jobs/${job._id}`)).body.state).toBe('failed');
});

test('after the days of grace nothing can be restored', async () => {
  const { backup } = await seedEmptyBackup(api.runtime, user);
  await call('DELETE', `${path}/${backup._id}`);
  const { _id, workspaceId } = backup;
  await api.runtime.mongo.models.backups.updateOne(
    { _id, workspaceId },
    { $set: { purgeAt: new Date(Date.now() - 1) } },
  );
  const { status, body } = await call('POST', `${path}/${backup._id}/restore`);
  expect([status, body.error.code]).toEqual([409, 'memories.backup_erased']);
});
