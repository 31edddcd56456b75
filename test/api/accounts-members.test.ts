import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { startApi, type TestApi, type TestUser } from '../support/start-api.ts';

let api: TestApi;
let owner: TestUser;
let guest: TestUser;
let stranger: TestUser;
beforeAll(async () => {
  api = await startApi();
  owner = await api.newUser('Olga Owner');
  guest = await api.newUser('Gus Guest');
  stranger = await api.newUser('Sam Stranger');
}, 60_000);
afterAll(() => api?.close());

const send = (
  user: TestUser,
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) =>
  api.call(method, `/api/v1${path}`, {
    token: user.token,
    ...(body === undefined ? {} : { body }),
    ...(headers ? { headers } : {}),
  });

async function newWorkspace(): Promise<string> {
  const { status, body } = await send(owner, 'POST', '/tenants/register', {
    name: 'Taberna',
    kind: 'restaurant',
  });
  expect(status).toBe(201);
  return body.id;
}

describe('a workspace', () => {
  test('is made with its owner and listed with the role', async () => {
    const id = await newWorkspace();
    const { body } = await send(owner, 'GET', `/tenants/${id}`);
    expect(body).toEqual({ id, name: 'Taberna', kind: 'restaurant', timeZone: 'UTC', role: 'owner' });
    const profile = await send(owner, 'GET', '/user/profile');
    expect(profile.body.workspaces[0].id).toBe(owner.workspaceId);
    expect(profile.body.workspaces).toContainEqual(body);
  });

  test('of others looks like none at all, whatever is tried, and nothing changes', async () => {
    const id = await newWorkspace();
    const { items } = (await send(owner, 'GET', `/tenants/${id}/members`)).body;
    const tries: [string, string, unknown?][] = [
      ['GET', `/tenants/${id}`],
      ['GET', `/tenants/${id}/members`],
      ['POST', `/tenants/${id}/members`, { email: stranger.email, role: 'owner' }],
      ['PATCH', `/members/${items[0].id}`, { role: 'viewer' }],
      ['DELETE', `/members/${items[0].id}`],
    ];
    for (const [method, path, body] of tries) {
      const foreign = await send(stranger, method, path, body);
      const missing = await send(stranger, method, path.replace(/[0-9A-Z]{26}/, ulid()), body);
      expect([method, path, foreign.status]).toEqual([method, path, 404]);
      expect({ ...foreign.body.error, requestId: '' }).toEqual({ ...missing.body.error, requestId: '' });
    }
    expect((await send(owner, 'GET', `/tenants/${id}/members`)).body.items).toEqual(items);
    const { auditEvents } = api.runtime.mongo.models;
    expect(
      await auditEvents.countDocuments({ userId: stranger.id, workspaceId: id, outcome: 'denied' }),
    ).toBe(5);
  });
});

describe('members', () => {
  test('are added by address and see the workspace, but a viewer changes nothing', async () => {
    const id = await newWorkspace();
    const added = await send(owner, 'POST', `/tenants/${id}/members`, { email: guest.email, role: 'viewer' });
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ userId: guest.id, name: 'Gus Guest', role: 'viewer' });
    expect((await send(guest, 'GET', `/tenants/${id}`)).body.role).toBe('viewer');
    expect((await send(guest, 'GET', `/tenants/${id}/members`)).body.items).toHaveLength(2);

    const refused = await send(guest, 'PATCH', `/members/${added.body.id}`, { role: 'owner' });
    expect(refused.status).toBe(403);
    expect(refused.body.error.code).toBe('accounts.not_allowed');
    const { auditEvents } = api.runtime.mongo.models;
    expect(
      await auditEvents.countDocuments({
        userId: guest.id,
        workspaceId: id,
        action: 'changeMember',
        outcome: 'denied',
      }),
    ).toBe(1);

    const twice = await send(owner, 'POST', `/tenants/${id}/members`, { email: guest.email, role: 'editor' });
    expect(twice.body.error.code).toBe('accounts.already_member');
    const nobody = await send(owner, 'POST', `/tenants/${id}/members`, {
      email: 'no@example.test',
      role: 'editor',
    });
    expect([nobody.status, nobody.body.error.code]).toEqual([422, 'accounts.no_such_user']);
  });

  test('keep an owner: the last one can neither step down nor be removed, even by two at once', async () => {
    const id = await newWorkspace();
    const [first] = (await send(owner, 'GET', `/tenants/${id}/members`)).body.items;
    expect((await send(owner, 'PATCH', `/members/${first.id}`, { role: 'editor' })).body.error.code).toBe(
      'accounts.last_owner',
    );
    expect((await send(owner, 'DELETE', `/members/${first.id}`)).body.error.code).toBe('accounts.last_owner');

    const second = (
      await send(owner, 'POST', `/tenants/${id}/members`, { email: guest.email, role: 'owner' })
    ).body;
    const answers = await Promise.all([
      send(owner, 'PATCH', `/members/${second.id}`, { role: 'viewer' }),
      send(guest, 'PATCH', `/members/${first.id}`, { role: 'viewer' }),
    ]);
    const { members } = api.runtime.mongo.models;
    expect(await members.countDocuments({ workspaceId: id, role: 'owner' })).toBe(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('who are removed lose sight of the workspace at once', async () => {
    const id = await newWorkspace();
    const { body } = await send(owner, 'POST', `/tenants/${id}/members`, {
      email: guest.email,
      role: 'editor',
    });
    expect((await send(owner, 'DELETE', `/members/${body.id}`)).status).toBe(200);
    expect((await send(guest, 'GET', `/tenants/${id}`)).status).toBe(404);
    expect((await send(guest, 'GET', '/jobs', undefined, { 'x-workspace-id': id })).status).toBe(404);
  });
});

describe('the workspace of a list', () => {
  test('is one’s own unless header or query name another that one is a member of', async () => {
    const id = await newWorkspace();
    expect((await send(owner, 'GET', '/jobs')).status).toBe(200);
    expect((await send(owner, 'GET', '/jobs', undefined, { 'x-workspace-id': id })).status).toBe(200);
    expect((await send(owner, 'GET', `/jobs?tenant_id=${id}`)).status).toBe(200);
    for (const named of [stranger.workspaceId, ulid(), 'nonsense']) {
      const answer = await send(owner, 'GET', '/jobs', undefined, { 'x-workspace-id': named });
      expect([answer.status, answer.body.error.code]).toEqual([404, 'common.not_found']);
    }
  });
});

describe('an Idempotency-Key', () => {
  const create = (key: string, name: string, user = owner) =>
    send(user, 'POST', '/tenants/register', { name, kind: 'shop' }, { 'idempotency-key': key });

  test('gives the same answer again, and 409 for another body; keys of others don’t matter', async () => {
    const key = ulid();
    const first = await create(key, 'One');
    const again = await create(key, 'One');
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = await create(key, 'Two');
    expect([other.status, other.body.error.code]).toEqual([409, 'common.idempotency_mismatch']);
    expect((await create(key, 'One', guest)).body.id).not.toBe(first.body.id);
    const { workspaces } = api.runtime.mongo.models;
    expect(await workspaces.countDocuments({ _id: first.body.id })).toBe(1);
  });

  test('sent many times at once creates once; the others are told to wait or get the answer', async () => {
    const key = ulid();
    const answers = await Promise.all(Array.from({ length: 6 }, () => create(key, 'Rush')));
    const made = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id));
    expect(made.size).toBe(1);
    for (const { status, body, headers } of answers.filter((answer) => answer.status !== 201)) {
      expect([status, body.error.code]).toEqual([409, 'common.in_progress']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(await api.runtime.mongo.models.workspaces.countDocuments({ name: 'Rush' })).toBe(1);
  });

  test('left at work by a crash blocks for a minute, then is taken up and finds what was made', async () => {
    const key = ulid();
    const first = await create(key, 'Crash');
    const { idempotencyKeys, workspaces } = api.runtime.mongo.models;
    // As a crash between the work and the note of its answer leaves it.
    await idempotencyKeys.updateOne(
      { _id: `${owner.id}:createWorkspace:${key}` },
      { $set: { answer: null } },
    );
    expect((await create(key, 'Crash')).body.error.code).toBe('common.in_progress');
    api.advance(61_000);
    const again = await create(key, 'Crash');
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(await workspaces.countDocuments({ name: 'Crash' })).toBe(1);
  });

  test('of a refused request can be used again', async () => {
    const key = ulid();
    expect((await create(key, '')).status).toBe(400);
    expect((await create(key, 'Fine')).status).toBe(201);
    expect((await create('bad key!', 'Fine')).status).toBe(400);
  });
});
