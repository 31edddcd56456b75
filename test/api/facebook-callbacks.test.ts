import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startFacebookLogin } from '../support/facebook-login.ts';
import { seedEmptyBackup } from '../support/seed-backup.ts';

let at: Awaited<ReturnType<typeof startFacebookLogin>>;
beforeAll(async () => {
  at = await startFacebookLogin();
}, 60_000);
afterAll(() => at?.close());

const secret = 'sandbox-facebook-app-secret';
const now = () => Math.floor(Date.now() / 1000);
const encode = (payload: unknown) => Buffer.from(JSON.stringify(payload)).toString('base64url');
function sign(payload: object, key = secret): string {
  const encoded = encode({ algorithm: 'HMAC-SHA256', issued_at: now(), ...payload });
  return `${createHmac('sha256', key).update(encoded).digest('base64url')}.${encoded}`;
}
const post = (what: 'deauthorize' | 'data-deletion', signed: string) =>
  at.api.call('POST', `/api/v1/oauth/facebook/${what}`, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ signed_request: signed }).toString(),
  });
async function connected() {
  const user = await at.api.newUser();
  await at.connect(user);
  const { connections } = at.api.runtime.mongo.models;
  return { user, connection: await connections.findOne({ workspaceId: user.workspaceId }).orFail().lean() };
}

test('a removed app disconnects the account in every workspace, and only that account', async () => {
  const [one, two] = [await connected(), await connected()];
  const other = await at.api.newUser();
  await at.connect(other, {}, { person: 'empty' });
  const { backup } = await seedEmptyBackup(at.api.runtime, one.user, { connection: one.connection });

  const { status, body } = await post('deauthorize', sign({ user_id: one.connection.remoteId }));
  expect([status, body]).toEqual([200, { ok: true }]);
  for (const { user } of [one, two]) {
    const [connection] = await at.connectionsOf(user);
    expect(connection).toMatchObject({ state: 'disconnected', scopes: [], expiresAt: null });
    expect(connection.stateReason).toMatch(/removed at Facebook/);
    const row = await at.api.runtime.mongo.models.connections
      .findOne({ workspaceId: user.workspaceId })
      .lean();
    expect(row?.token).toBeNull();
  }
  expect((await at.connectionsOf(other))[0].state).toBe('connected');
  const kept = await at.api.call('GET', `/api/v1/memories/backups/${backup._id}`, { token: one.user.token });
  expect(kept.status).toBe(200);
  const events = await at.api.runtime.mongo.models.auditEvents
    .find({ action: 'connection.deauthorize', workspaceId: one.user.workspaceId })
    .lean();
  expect(events).toHaveLength(1);
});

test('the same callback again does not end a login made since', async () => {
  const { user, connection } = await connected();
  const signed = sign({ user_id: connection.remoteId, issued_at: now() - 60 });
  expect((await post('deauthorize', signed)).status).toBe(200);
  expect((await at.connectionsOf(user))[0].state).toBe('connected');
});

test.each([
  ['another secret', () => sign({ user_id: '1' }, 'guessed')],
  ['a changed payload', () => `${sign({ user_id: '1' }).split('.')[0]}.${encode({ user_id: '2' })}`],
  ['an unknown algorithm', () => sign({ user_id: '1', algorithm: 'none' })],
  ['an old date', () => sign({ user_id: '1', issued_at: now() - 90_000 })],
  ['a date to come', () => sign({ user_id: '1', issued_at: now() + 3_600 })],
  ['no account', () => sign({})],
  ['an account that is no number', () => sign({ user_id: { $ne: null } })],
  ['no signature', () => `.${encode({ user_id: '1' })}`],
  ['a third part', () => `${sign({ user_id: '1' })}.x`],
  [
    'a signed text that is not JSON',
    () => {
      const text = Buffer.from('hello').toString('base64url');
      return `${createHmac('sha256', secret).update(text).digest('base64url')}.${text}`;
    },
  ],
])('%s is refused, in one sentence that tells nothing', async (_name, make) => {
  const before = await at.api.runtime.mongo.models.deletionRequests.countDocuments();
  for (const what of ['deauthorize', 'data-deletion'] as const) {
    const { status, body } = await post(what, make());
    expect([status, body.error.code]).toEqual([400, 'memories.signed_request_refused']);
    expect(body.error.message).toBe('This request is not from Facebook.');
  }
  expect(await at.api.runtime.mongo.models.deletionRequests.countDocuments()).toBe(before);
});

test('too long, missing or as JSON it is refused as well', async () => {
  expect((await post('deauthorize', 'x'.repeat(9_000))).status).toBe(400);
  expect((await post('deauthorize', 'x'.repeat(20_000))).status).toBe(413);
  expect((await post('deauthorize', '')).status).toBe(400);
  const json = await at.api.call('POST', '/api/v1/oauth/facebook/deauthorize', {
    body: { signed_request: sign({ user_id: '1' }) },
  });
  expect(json.status).toBe(415);
});

test('a wish to be erased hides the backups for good, and has a page of its own', async () => {
  const { user, connection } = await connected();
  const { backup, job } = await seedEmptyBackup(at.api.runtime, user, { connection, state: 'running' });
  const signed = sign({ user_id: connection.remoteId });
  const [first, again] = await Promise.all([post('data-deletion', signed), post('data-deletion', signed)]);
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(again.body).toEqual(first.body);
  expect((await post('data-deletion', signed)).body).toEqual(first.body);
  const { url, confirmation_code: code } = first.body;
  expect(url).toBe(`http://localhost:8420/data-deletion/${code}`);

  const { models } = at.api.runtime.mongo;
  expect((await at.connectionsOf(user))[0]).toMatchObject({ state: 'disconnected' });
  const own = `/api/v1/memories/backups/${backup._id}`;
  for (const query of ['', '?deleted=true']) {
    const list = await at.api.call('GET', `/api/v1/memories/backups${query}`, { token: user.token });
    expect(list.body.items).toEqual([]);
  }
  const restore = await at.api.call('POST', `${own}/restore`, { token: user.token });
  expect([restore.status, restore.body.error.code]).toEqual([409, 'memories.backup_erased']);
  const stopping = await models.jobs.findOne({ _id: job._id, workspaceId: user.workspaceId }).orFail().lean();
  expect(stopping.cancelRequestedAt).not.toBeNull();
  // Once, however often the callback came.
  expect(await models.outbox.countDocuments({ workflowId: `collect-garbage:${code}` })).toBe(1);
  expect(await models.mails.countDocuments({ userId: user.id, template: 'account-erased' })).toBe(1);
  const request = await models.deletionRequests.findById(code).orFail().lean();
  expect(JSON.stringify(request)).not.toContain(connection.remoteId);

  const page = await at.api.call('GET', new URL(url).pathname);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect(page.body).toContain('<h1>Your wish was received</h1>');
  expect(page.body).toContain(code);
  expect(page.body).not.toMatch(/<script|<img|onload|style="/);
});

test('an unknown code gets a readable page, too', async () => {
  for (const code of ['x', 'A'.repeat(32), '%7B%22$ne%22:1%7D']) {
    const { status, body } = await at.api.call('GET', `/data-deletion/${code}`);
    expect([code, status]).toEqual([code, 404]);
    expect(body).toContain('There is no such request');
  }
});
