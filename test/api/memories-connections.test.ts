import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startFacebookLogin } from '../support/facebook-login.ts';
import { graph } from '../support/sandbox-client.ts';
import type { TestUser } from '../support/start-api.ts';

let at: Awaited<ReturnType<typeof startFacebookLogin>>;
beforeAll(async () => {
  at = await startFacebookLogin();
}, 60_000);
afterEach(() => at?.clearFaults());
afterAll(() => at?.close());

describe('asking for more', () => {
  const both = ['user_photos', 'user_posts'];

  test('keeps connection and place, and asks again for what was declined', async () => {
    const user = await at.api.newUser();
    const id = await at.connect(user, {}, { person: 'rich' });
    const returnTo = '/memories/01JD0000000000000000000000?tab=posts';
    const first = await at.dialogOf(user, { scopes: both, returnTo });
    expect(first.searchParams.get('scope')).toBe('public_profile,user_photos,user_posts');
    expect(first.searchParams.has('auth_type')).toBe(false);
    const declined = await at.comeBack(await at.choose(first, { allow: ['user_photos'] }), user);
    expect(declined.to).toBe(`${returnTo}&connected=${id}`);
    expect(await at.connectionsOf(user)).toMatchObject([
      { id, scopes: ['public_profile', 'user_photos'], declined: ['user_posts'], state: 'connected' },
    ]);

    // Photos alone are no reason to ask again; posts are.
    expect((await at.dialogOf(user)).searchParams.has('auth_type')).toBe(false);
    const again = await at.dialogOf(user, { scopes: both, returnTo });
    expect(again.searchParams.get('auth_type')).toBe('rerequest');
    const allowed = await at.comeBack(await at.choose(again), user);
    expect(allowed.to).toBe(`${returnTo}&connected=${id}`);
    expect(await at.connectionsOf(user)).toMatchObject([
      { id, scopes: ['public_profile', ...both], declined: [] },
    ]);
  });
});

describe('the token', () => {
  test('is stored only in its envelope, bound to its place, and stands in no log or address', async () => {
    const user = await at.api.newUser();
    const from = at.vendor.tokens.length;
    const back = await at.choose(await at.dialogOf(user));
    const id = new URL((await at.comeBack(back, user)).to ?? '', 'http://x').searchParams.get('connected');
    const [short, long] = at.vendor.tokens.slice(from);
    const dump = await dumpDatabase();
    const connection = await at.api.runtime.mongo.models.connections
      .findOne({ _id: id, workspaceId: user.workspaceId })
      .orFail()
      .lean();
    const place = `${user.workspaceId}|${id}|token`;
    expect(at.api.runtime.envelopes.open(connection.token ?? '', place)).toBe(long);
    expect(() => at.api.runtime.envelopes.open(connection.token ?? '', `other${place}`)).toThrow();
    expect(dump).toContain(JSON.stringify(connection.token).slice(1, -1));
    expect(JSON.parse(connection.token ?? '')).toMatchObject({ v: 1, kid: 'test' });
    const answers = JSON.stringify([await at.connectionsOf(user), at.lines, at.vendor.asked]);
    for (const secret of [
      short,
      long,
      back.searchParams.get('code'),
      Buffer.from(long ?? '').toString('base64'),
    ]) {
      expect(secret?.length).toBeGreaterThan(50);
      expect(dump.includes(secret ?? '')).toBe(false);
      expect(answers.includes(secret ?? '')).toBe(false);
    }
  });
});

async function dumpDatabase(): Promise<string> {
  const collections = (await at.api.runtime.mongo.connection.db?.collections()) ?? [];
  const rows = await Promise.all(collections.map((collection) => collection.find().toArray()));
  return JSON.stringify(rows);
}

describe('a connection', () => {
  const act = (user: TestUser, id: string, action: 'verify' | 'disconnect') =>
    at.api.call('POST', `/api/v1/accounts/${id}/${action}`, { token: user.token });

  test('is verified: permissions as they are now, an ended login, a vendor that is away', async () => {
    const user = await at.api.newUser();
    const id = await at.connect(user, { scopes: ['user_photos', 'user_posts'] });
    const token = at.vendor.tokens.at(-1) ?? '';
    const permission = (name: string) =>
      fetch(`${at.sandbox.url}/graph.facebook.com/me/permissions${name}?access_token=${token}`, {
        method: 'DELETE',
      });
    expect((await act(user, id, 'verify')).body).toMatchObject({ state: 'connected', declined: [] });
    await permission('/user_posts');
    const less = (await act(user, id, 'verify')).body;
    expect([less.scopes, less.declined]).toEqual([['public_profile', 'user_photos'], ['user_posts']]);

    await at.fail({
      kind: 'status',
      vendor: 'graph',
      status: 500,
      count: 1,
    });
    const away = await act(user, id, 'verify');
    expect([away.status, away.body.error.code]).toEqual([503, 'memories.facebook_unavailable']);
    expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await at.connectionsOf(user))[0].state).toBe('connected');

    await permission('');
    const ended = await act(user, id, 'verify');
    expect(ended.status).toBe(200);
    expect(ended.body).toMatchObject({
      state: 'reconnect',
      stateReason: expect.stringContaining('ended the login'),
    });
    expect(await at.connect(user)).toBe(id);
    expect((await act(user, id, 'verify')).body).toMatchObject({ state: 'connected', stateReason: null });
  });

  test('is disconnected: the token is gone here, the permissions at the network, and it can be connected again', async () => {
    const user = await at.api.newUser();
    const id = await at.connect(user);
    const token = at.vendor.tokens.at(-1) ?? '';
    expect((await graph(at.sandbox.url, '/me', token)).status).toBe(200);
    const { status, body } = await act(user, id, 'disconnect');
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, state: 'disconnected', scopes: [], expiresAt: null });
    const stored = await at.api.runtime.mongo.models.connections.findOne({
      _id: id,
      workspaceId: user.workspaceId,
    });
    expect(stored?.token).toBeNull();
    expect((await graph(at.sandbox.url, '/me', token)).body.error).toMatchObject({
      code: 190,
      error_subcode: 458,
    });
    expect((await act(user, id, 'disconnect')).body.state).toBe('disconnected');
    expect((await act(user, id, 'verify')).body.state).toBe('disconnected');
    expect(await at.connect(user)).toBe(id);
    expect(await at.connectionsOf(user)).toMatchObject([{ id, state: 'connected' }]);
  });

  test('is disconnected here too when the network is away, or the key of its token is lost', async () => {
    const user = await at.api.newUser();
    const id = await at.connect(user);
    await at.fail({ kind: 'status', vendor: 'graph', status: 500 });
    expect((await act(user, id, 'disconnect')).body.state).toBe('disconnected');
    await at.clearFaults();
    await at.connect(user);
    await at.api.runtime.mongo.models.connections.updateOne(
      { _id: id, workspaceId: user.workspaceId },
      { $set: { token: JSON.stringify({ v: 1, kid: 'lost', iv: '', ct: '', tag: '' }) } },
    );
    expect((await act(user, id, 'disconnect')).body.state).toBe('disconnected');
  });
});
