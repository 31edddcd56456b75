import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { createLogger } from '../../runtime/logger.ts';
import { startApi, type TestApi } from '../support/start-api.ts';

const lines: string[] = [];
let api: TestApi;
beforeAll(async () => {
  const logger = createLogger({
    level: 'trace',
    process: 'test',
    destination: { write: (line) => void lines.push(line) },
  });
  api = await startApi({ CORS_ORIGINS: 'https://app.example.test' }, { logger });
}, 60_000);
afterAll(() => api?.close());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  api.call('POST', path, { body, headers });

describe('errors have one form', () => {
  test.each([
    ['an unknown path', () => api.call('GET', '/api/v1/nothing/here'), 404, 'common.no_such_route'],
    [
      'an unknown method',
      () => api.call('PUT', '/api/v1/auth/login', { body: {} }),
      404,
      'common.no_such_route',
    ],
    ['broken JSON', () => post('/api/v1/auth/login', '{"email":'), 400, 'common.invalid_json'],
    ['a bare value', () => post('/api/v1/auth/login', '"text"'), 400, 'common.invalid_json'],
    ['a list', () => post('/api/v1/auth/login', '[]'), 400, 'common.invalid'],
    ['no body', () => api.call('POST', '/api/v1/auth/login'), 400, 'common.invalid'],
    [
      'a form',
      () => post('/api/v1/auth/login', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'common.unsupported_media_type',
    ],
    [
      'another charset',
      () => post('/api/v1/auth/login', '{}', { 'content-type': 'application/json; charset=koi8-r' }),
      415,
      'common.unsupported_media_type',
    ],
    ['300 KB', () => post('/api/v1/auth/login', { email: 'x'.repeat(300_000) }), 413, 'common.too_large'],
    ['a malformed id', () => api.call('GET', '/api/v1/tenants/%00', { token: 'x' }), 400, 'common.invalid'],
    ['broken percent encoding', () => api.call('GET', '/api/v1/tenants/%E0%A4%A'), 400, 'common.bad_request'],
  ])('for %s', async (_what, call, status, code) => {
    const answer = await call();
    expect([answer.status, answer.body.success, answer.body.error.code]).toEqual([status, false, code]);
    expect(answer.body.error.requestId).toBe(answer.headers.get('x-request-id'));
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  });

  test('for something unforeseen, which tells nothing of the inside', async () => {
    const user = await api.newUser();
    const { users } = api.runtime.mongo.models;
    // A document that no code writes: reading it fails in the view.
    await users.collection.updateOne({ _id: user.id as never }, { $set: { createdAt: 'canary-inside' } });
    const answer = await api.call('GET', '/api/v1/user/profile', { token: user.token });
    expect(answer.status).toBe(500);
    expect(answer.body.error).toEqual({
      code: 'common.internal',
      message: expect.any(String),
      requestId: expect.any(String),
    });
    expect(JSON.stringify(answer.body)).not.toContain('canary');
  });

  test('with a request id of the caller’s, unless it is strange', async () => {
    const own = await api.call('GET', '/livez', { headers: { 'x-request-id': 'trace-1234.abcd' } });
    expect(own.headers.get('x-request-id')).toBe('trace-1234.abcd');
    const strange = await api.call('GET', '/livez', { headers: { 'x-request-id': 'a b<script>' } });
    expect(strange.headers.get('x-request-id')).toMatch(/^[0-9A-Z]{26}$/);
  });
});

describe('headers', () => {
  test('are strict on every answer', async () => {
    for (const path of ['/livez', '/api/v1/user/profile', '/docs', '/somewhere']) {
      const { headers } = await api.call('GET', path);
      const policy = headers.get('content-security-policy') ?? '';
      for (const rule of [
        "default-src 'self'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "object-src 'none'",
      ]) {
        expect(policy.split(';')).toContain(rule);
      }
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('strict-transport-security')).toBeNull();
    }
    expect((await api.call('GET', '/api/v1/user/profile')).headers.get('cache-control')).toBe('no-store');
  });

  test('open the API to configured origins only, and never with cookies', async () => {
    const preflight = (origin: string) =>
      api.call('OPTIONS', '/api/v1/user/profile', {
        headers: {
          origin,
          'access-control-request-method': 'PUT',
          'access-control-request-headers': 'authorization',
        },
      });
    const allowed = await preflight('https://app.example.test');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example.test');
    expect(allowed.headers.get('access-control-allow-headers')).toMatch(/Authorization/);
    expect(allowed.headers.get('access-control-allow-headers')).not.toMatch(/perennial-client/i);
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    const refused = await preflight('https://evil.example.test');
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('the default limit is 300 a minute for each user, and a neighbour is not touched', async () => {
  const [busy, calm] = [await api.newUser(), await api.newUser()];
  const ask = (token: string) => api.call('GET', '/api/v1/user/sessions', { token });
  let answer = await ask(busy.token);
  expect(answer.headers.get('ratelimit-limit')).toBe('300');
  while (answer.status === 200 && Number(answer.headers.get('ratelimit-remaining')) > 0) {
    answer = (await Promise.all(Array.from({ length: 20 }, () => ask(busy.token)))).at(-1) ?? answer;
  }
  const refused = await ask(busy.token);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect((await ask(calm.token)).status).toBe(200);
}, 30_000);

test('a body that names __proto__ pollutes nothing', async () => {
  await post('/api/v1/auth/login', '{"__proto__":{"polluted":true},"email":"a@example.test","password":"x"}');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('logs hold a line for each request, and no password, token or address', async () => {
  const user = await api.newUser('Canary Kanarienvogel');
  await post('/api/v1/auth/login', { email: user.email, password: user.password });
  await post('/api/v1/auth/login', { email: user.email, password: 'wrong-canary-password' });
  await post('/api/v1/auth/login', `{"email":"${user.email}","password":"broken-canary`);
  const refreshed = await post('/api/v1/auth/refresh', { refreshToken: user.refreshToken });
  await api.call('GET', '/api/v1/oauth/facebook/callback?code=canary-code&state=canary-state', {
    token: user.token,
  });
  await api.call('GET', '/verify?token=canary-link-token', { headers: { accept: 'text/html' } });
  await api.call('GET', '/api/v1/user/profile', {
    token: `${user.token}x`,
    headers: { cookie: 'perennial=canary-cookie' },
  });
  const text = lines.join('');
  expect(text).toContain('"route":"/auth/login"');
  for (const secret of [
    user.email,
    user.password,
    user.token,
    user.refreshToken,
    refreshed.body.accessToken,
    refreshed.body.refreshToken,
    'Kanarienvogel',
    'wrong-canary-password',
    'broken-canary',
    'canary-code',
    'canary-state',
    'canary-link-token',
    'canary-cookie',
  ]) {
    expect([secret, text.includes(secret)]).toEqual([secret, false]);
  }
});

describe('operators’ pages', () => {
  test('/livez answers, /readyz tells what is away', async () => {
    expect((await api.call('GET', '/livez')).body).toEqual({ status: 'alive' });
    const ready = await api.call('GET', '/readyz');
    expect(ready.status).toBe(200);
    expect(ready.body).toMatchObject({ status: 'degraded', dependencies: { mongo: 'ok', temporal: 'away' } });
  });

  test('/metrics shows durations by route template, for the own network only', async () => {
    const user = await api.newUser();
    await api.call('GET', `/api/v1/tenants/${user.workspaceId}`, { token: user.token });
    const { body } = await api.call('GET', '/metrics', { from: '10.1.2.3' });
    expect(body).toMatch(
      /perennial_http_request_duration_seconds_count\{[^}]*route="\/tenants\/\{workspaceId\}"[^}]*status="200"[^}]*\} [1-9]/,
    );
    expect(body).toMatch(/^perennial_outbox_waiting [1-9]/m);
    expect(body).toMatch(/^perennial_outbox_oldest_seconds \d/m);
    expect(body).toContain('process_cpu_seconds_total');
    expect(body).not.toContain(user.workspaceId);
    expect((await api.call('GET', '/metrics', { from: '203.0.113.9' })).status).toBe(404);
  });

  test('/metrics tells of a damaged backup until a full check finds it whole', async () => {
    const { verifications } = api.runtime.mongo.models;
    const none = { checked: { blobs: 0, entries: 0, bytes: 0 }, jobId: null, startedAt: new Date() };
    const check = async (scope: 'all' | 'sample', findingsTotal: number) => {
      const state = findingsTotal > 0 ? 'damaged' : 'whole';
      const ids = { _id: ulid(), workspaceId: 'w', backupId: 'b' };
      await verifications.create({ ...ids, ...none, scope, state, findingsTotal });
      return (await api.call('GET', '/metrics', { from: '10.1.2.3' })).body;
    };
    expect(await check('all', 2)).toContain('perennial_verification_findings{scope="all"} 2');
    // It has looked at some of the pictures only.
    expect(await check('sample', 0)).toContain('perennial_verification_findings{scope="all"} 2');
    expect(await check('sample', 1)).toContain('perennial_verification_findings{scope="sample"} 1');
    expect(await check('all', 0)).toContain('perennial_verification_findings{scope="all"} 0');
  });

  test('/openapi.json describes every route, and /docs shows it from here alone', async () => {
    const { body } = await api.call('GET', '/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    expect(body.paths['/auth/login'].post.requestBody.content['application/json'].schema).toBeDefined();
    expect(body.paths['/jobs/{jobId}'].get.responses['404']).toBeDefined();
    const references = [...JSON.stringify(body).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(20);
    for (const [, name] of references) expect(body.components.schemas[name ?? '']).toBeDefined();

    const docs = await api.call('GET', '/docs');
    expect(docs.status).toBe(200);
    const assets = [...String(docs.body).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(assets).toHaveLength(3);
    for (const path of assets) {
      expect(path).toMatch(/^\/docs\//);
      expect((await api.call('GET', path)).status).toBe(200);
    }
  });
});

test('a page of the web interface answers HTML or 404, never JSON of the API', async () => {
  const page = await api.call('GET', '/memories', { headers: { accept: 'text/html' } });
  expect([200, 404]).toContain(page.status);
  expect((await api.call('GET', '/assets/nothing-12345678.js')).status).toBe(404);
});

test('a slow upload that is broken off leaves the server well', async () => {
  await new Promise<void>((resolve) => {
    const request = httpRequest(`${api.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': '500' },
    });
    request.on('error', () => resolve());
    request.write('{"email":');
    setImmediate(() => request.destroy());
  });
  expect((await api.call('GET', '/livez')).status).toBe(200);
});
