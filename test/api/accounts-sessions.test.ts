import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { createCookieJar } from '../support/cookie-jar.ts';
import { goodPassword, startApi, type TestApi } from '../support/start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
}, 60_000);
afterAll(() => api?.close());

const profile = (token: string) => api.call('GET', '/api/v1/user/profile', { token });
const refresh = (refreshToken: string) =>
  api.call('POST', '/api/v1/auth/refresh', { body: { refreshToken } });
const login = async (user: { email: string; password: string }, userAgent = 'curl/8.5.0') =>
  (
    await api.call('POST', '/api/v1/auth/login', {
      body: { email: user.email, password: user.password },
      headers: { 'user-agent': userAgent },
    })
  ).body;

describe('a Bearer token', () => {
  test('ends with its session, and is refused when forged or expired', async () => {
    const user = await api.newUser();
    expect((await profile(user.token)).status).toBe(200);
    for (const token of [`${user.token.slice(0, -2)}xx`, 'nonsense', api.runtime.env.PERENNIAL_JWT_SECRET]) {
      const refused = await profile(token);
      expect(refused.status).toBe(401);
      expect(refused.body.error.code).toBe('accounts.session_ended');
    }
    expect((await api.call('GET', '/api/v1/user/profile')).body.error.code).toBe('accounts.not_signed_in');
    expect((await api.call('POST', '/api/v1/auth/logout', { token: user.token })).status).toBe(200);
    expect((await profile(user.token)).status).toBe(401);
    expect((await refresh(user.refreshToken)).status).toBe(401);
  });

  test('names only the session and its user', async () => {
    const user = await api.newUser();
    const claims = JSON.parse(Buffer.from(user.token.split('.')[1] ?? '', 'base64url').toString());
    expect(Object.keys(claims).sort()).toEqual(['exp', 'iat', 'sid', 'sub']);
    expect(claims.exp - claims.iat).toBe(24 * 3600);
  });

  test('lasts 24 hours, then the refresh token brings another', async () => {
    const user = await api.newUser();
    api.advance(24 * 3_600_000 + 1_000);
    expect((await profile(user.token)).status).toBe(401);
    const { status, body } = await refresh(user.refreshToken);
    expect(status).toBe(200);
    expect((await profile(body.accessToken)).status).toBe(200);
  });
});

describe('a refresh token', () => {
  test('used again at once gives the same successor, so that two tabs and a lost answer are no theft', async () => {
    const user = await api.newUser();
    const [one, two] = await Promise.all([refresh(user.refreshToken), refresh(user.refreshToken)]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(one.body.refreshToken).toBe(two.body.refreshToken);
    expect((await refresh(one.body.refreshToken)).status).toBe(200);
  });

  test('used again after its successor was used ends the session and tells the user by mail', async () => {
    const user = await api.newUser();
    const { body } = await refresh(user.refreshToken);
    const next = await refresh(body.refreshToken);
    expect((await refresh(user.refreshToken)).status).toBe(401);
    expect((await profile(next.body.accessToken)).status).toBe(401);
    expect((await refresh(next.body.refreshToken)).status).toBe(401);
    const { mails, auditEvents } = api.runtime.mongo.models;
    expect(await mails.countDocuments({ userId: user.id, template: 'sessions-ended' })).toBe(1);
    expect(
      await auditEvents.countDocuments({ userId: user.id, action: 'refresh_reused', outcome: 'denied' }),
    ).toBe(1);
  });

  test('used again later than 20 seconds ends the session', async () => {
    const user = await api.newUser();
    const { body } = await refresh(user.refreshToken);
    api.advance(21_000);
    expect((await refresh(user.refreshToken)).status).toBe(401);
    expect((await refresh(body.refreshToken)).status).toBe(401);
  });

  test('guessed with a right session id ends nothing', async () => {
    const user = await api.newUser();
    const [sessionId] = user.refreshToken.split('.');
    expect((await refresh(`${sessionId}.${'A'.repeat(43)}`)).status).toBe(401);
    expect((await refresh('rubbish')).status).toBe(401);
    expect((await profile(user.token)).status).toBe(200);
    expect((await refresh(user.refreshToken)).status).toBe(200);
  });

  test('lives 30 days after its last use and 180 days in all', async () => {
    const user = await api.newUser();
    let { refreshToken } = user;
    for (let day = 0; day < 175; day += 25) {
      api.advance(25 * 24 * 3_600_000);
      const answer = await refresh(refreshToken);
      expect(answer.status).toBe(200);
      refreshToken = answer.body.refreshToken;
    }
    api.advance(6 * 24 * 3_600_000);
    expect((await refresh(refreshToken)).status).toBe(401);
  });
});

describe('the list of sessions', () => {
  test('tells devices in words, and one or all others can be ended', async () => {
    const user = await api.newUser();
    const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0';
    const second = await login(user, firefox);
    const third = await login(user);
    const list = async (token: string) =>
      (await api.call('GET', '/api/v1/user/sessions', { token })).body.items;

    const items = await list(second.accessToken);
    expect(items).toHaveLength(3);
    const mine = items.find(({ current }: { current: boolean }) => current);
    expect(mine).toMatchObject({
      device: 'Firefox on Windows',
      addressHint: expect.stringMatching(/^2001:db8:\w+:x$/),
    });
    expect(items.map(({ device }: { device: string }) => device)).toContain('curl');

    const other = (await list(third.accessToken)).find(({ current }: { current: boolean }) => current).id;
    const end = (id: string, token: string) => api.call('DELETE', `/api/v1/user/sessions/${id}`, { token });
    expect((await end(other, second.accessToken)).status).toBe(200);
    expect((await profile(third.accessToken)).status).toBe(401);
    expect((await end(other, second.accessToken)).status).toBe(404);

    const rest = await api.call('DELETE', '/api/v1/user/sessions', { token: second.accessToken });
    expect(rest.body).toEqual({ revoked: 1 });
    expect((await profile(user.token)).status).toBe(401);
    expect((await profile(second.accessToken)).status).toBe(200);
  });

  test('of another user is out of reach, and looks like none at all', async () => {
    const [user, stranger] = [await api.newUser(), await api.newUser()];
    const { items } = (await api.call('GET', '/api/v1/user/sessions', { token: user.token })).body;
    const end = (id: string) => api.call('DELETE', `/api/v1/user/sessions/${id}`, { token: stranger.token });
    const foreign = await end(items[0].id);
    const missing = await end(ulid());
    expect(foreign.status).toBe(404);
    expect({ ...foreign.body.error, requestId: '' }).toEqual({ ...missing.body.error, requestId: '' });
    expect((await profile(user.token)).status).toBe(200);
  });
});

describe('a browser', () => {
  const origin = 'http://localhost:8420';
  const page = { origin, 'sec-fetch-site': 'same-origin', 'x-perennial-client': 'web' };

  async function signUp() {
    const jar = createCookieJar();
    const user = { email: `${ulid().toLowerCase()}@example.test`, password: goodPassword() };
    const answer = await api.call('POST', '/api/v1/auth/register', {
      body: { ...user, name: 'Browser Person', consent: true, client: 'browser' },
      headers: page,
    });
    jar.take(answer.headers);
    return { jar, user, answer };
  }
  const send = (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
    api.call(method, path, { headers, ...(body ? { body } : {}) });

  test('gets HttpOnly cookies, the refresh one only for its route, and no token in the body', async () => {
    const { jar, answer } = await signUp();
    expect(answer.status).toBe(201);
    expect(answer.body.accessToken).toBeUndefined();
    expect(answer.body.refreshToken).toBeUndefined();
    for (const line of answer.headers.getSetCookie()) {
      expect(line).toMatch(/; HttpOnly/);
      expect(line).toMatch(/; SameSite=Lax/);
      expect(line).not.toMatch(/Domain=/);
    }
    expect(jar.names()).toEqual([
      'perennial /',
      'perennial-refresh /api/auth',
      'perennial-refresh /api/v1/auth',
    ]);
    const read = await send('GET', '/api/v1/user/profile', jar.for('/api/v1/user/profile'));
    expect(read.status).toBe(200);
  });

  test('over https gets __Host- and __Secure- cookies', async () => {
    const secure = await startApi({ PUBLIC_URL: 'https://photos.example.test' });
    try {
      const { headers } = await secure.call('POST', '/api/v1/auth/register', {
        body: {
          email: 'a@example.test',
          password: goodPassword(),
          name: 'Bea',
          consent: true,
          client: 'browser',
        },
        headers: { ...page, origin: 'https://photos.example.test' },
      });
      const lines = headers.getSetCookie();
      expect(lines.map((line) => line.split('=')[0])).toEqual([
        '__Host-perennial',
        '__Secure-perennial-refresh',
        '__Secure-perennial-refresh',
      ]);
      expect(lines.every((line) => line.includes('; Secure'))).toBe(true);
      expect(lines[0]).toContain('Path=/;');
      expect(headers.get('strict-transport-security')).toContain('max-age=');
    } finally {
      await secure.close();
    }
  }, 60_000);

  test('may change something only from a page of ours, with our header', async () => {
    const { jar } = await signUp();
    const path = '/api/v1/user/profile';
    const change = (headers: Record<string, string>) =>
      send('PUT', path, { ...jar.for(path), ...headers }, { name: 'Another Name' });
    expect((await change(page)).status).toBe(200);
    expect((await change({ 'x-perennial-client': 'web' })).status).toBe(200);
    const own = new URL(api.url).origin;
    expect((await change({ ...page, origin: own })).status).toBe(200);
    for (const headers of [
      { origin, 'sec-fetch-site': 'same-origin' },
      { ...page, origin: 'https://evil.example.test' },
      { ...page, origin: 'null' },
      { ...page, 'sec-fetch-site': 'cross-site' },
      { ...page, 'sec-fetch-site': 'same-site' },
    ]) {
      const refused = await change(headers);
      expect(refused.status).toBe(403);
      expect(refused.body.error.code).toBe('accounts.cross_site');
    }
  });

  test('can’t be signed in by a foreign page', async () => {
    const { user } = await signUp();
    const body = { email: user.email, password: user.password, client: 'browser' };
    const foreign = { ...page, origin: 'https://evil.example.test', 'sec-fetch-site': 'cross-site' };
    expect((await send('POST', '/api/v1/auth/login', foreign, body)).status).toBe(403);
    expect((await send('POST', '/api/v1/auth/login', page, body)).status).toBe(200);
  });

  test('refreshes by its cookie from our page only, and keeps its tokens in cookies', async () => {
    const { jar } = await signUp();
    const path = '/api/v1/auth/refresh';
    const foreign = { ...jar.for(path), ...page, 'sec-fetch-site': 'cross-site' };
    expect((await send('POST', path, foreign)).status).toBe(403);
    const answer = await send('POST', path, { ...jar.for(path), ...page });
    expect(answer.status).toBe(200);
    expect(answer.body.refreshToken).toBeUndefined();
    const before = jar.for(path).cookie;
    jar.take(answer.headers);
    expect(jar.for(path).cookie).not.toBe(before);
    expect((await send('GET', '/api/user/profile', jar.for('/api/user/profile'))).status).toBe(200);
  });

  test('is signed out: session ended, cookies gone', async () => {
    const { jar } = await signUp();
    const stolen = jar.for('/api/v1/user/profile');
    const answer = await send('POST', '/api/v1/auth/logout', { ...jar.for('/api/v1/auth/logout'), ...page });
    expect(answer.status).toBe(200);
    jar.take(answer.headers);
    expect(jar.names()).toEqual([]);
    expect((await send('GET', '/api/v1/user/profile', stolen)).status).toBe(401);
  });
});

describe('the local key', () => {
  const ask = (headers: Record<string, string>, path = '/api/v1/ops/doctor') =>
    fetch(api.url + path, { headers });
  const key = () => ({ authorization: `Bearer ${api.runtime.env.PERENNIAL_LOCAL_KEY}` });

  test('acts for the first user from this machine only, not through a proxy', async () => {
    const first = await api.runtime.mongo.models.users.findOne().sort({ _id: 1 }).orFail().lean();
    const answer = await ask(key(), '/api/v1/user/profile');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ user: { id: first._id } });
    expect((await ask({ ...key(), 'x-forwarded-for': '127.0.0.1' })).status).toBe(401);
    expect((await ask({ ...key(), forwarded: 'for=127.0.0.1' })).status).toBe(401);
    expect((await ask({ authorization: `Bearer ${'k'.repeat(64)}` })).status).toBe(401);
  });

  test('and operators may ask the doctor; other users may not', async () => {
    expect((await ask(key())).status).toBe(200);
    const user = await api.newUser();
    const refused = await api.call('GET', '/api/v1/ops/doctor', { token: user.token });
    expect(refused.status).toBe(403);
    expect(refused.body.error.code).toBe('accounts.operators_only');
    await api.runtime.mongo.models.users.updateOne({ _id: user.id }, { $set: { operator: true } });
    const allowed = await api.call('GET', '/api/v1/ops/doctor', { token: user.token });
    expect(allowed.status).toBe(200);
    expect(allowed.body.providers.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['facebook', 'smtp', 'local']),
    );
  });
});
