import { beforeEach, expect, test } from '@jest/globals';
import { AppError } from '../../schemas/contracts/errors.ts';
import { importRoutes } from '../../schemas/contracts/imports.ts';
import { jobRoutes } from '../../schemas/contracts/jobs.ts';
import { memoriesRoutes } from '../../schemas/contracts/memories.ts';
import { type Api, createApi } from '../../web/src/api/create-api.ts';

interface Seen {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
}

const empty = { items: [], nextCursor: null };
const workspaceId = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
let seen: Seen[];
let stored: Map<string, string>;
let answer: (request: Seen) => Response | Promise<Response>;
let api: Api;

const refused = (status: number, code: string, headers: Record<string, string> = {}) =>
  Response.json({ success: false, error: { code, message: 'No.', requestId: 'r1' } }, { status, headers });
const paths = () => seen.map(({ method, url }) => `${method} ${url}`);
const failure = (call: Promise<unknown>) =>
  call.then(
    () => Promise.reject(new Error('It should have failed')),
    (error: unknown) => error as AppError,
  );

beforeEach(() => {
  seen = [];
  stored = new Map();
  answer = () => Response.json(empty);
  api = createApi({
    storage: {
      getItem: (name) => stored.get(name) ?? null,
      setItem: (name, value) => void stored.set(name, value),
    },
    locks: undefined,
    fetch: async (url, init) => {
      const request = {
        url: String(url),
        method: init?.method ?? 'GET',
        headers: init?.headers as Record<string, string>,
        body: init?.body as string | undefined,
      };
      seen.push(request);
      return answer(request);
    },
  });
});

test('a list names its workspace, and leaves out what was not asked for', async () => {
  await api.call(jobRoutes.list, { query: { limit: 10, state: undefined }, workspaceId });
  expect(paths()).toEqual(['GET /api/v1/jobs?limit=10']);
  expect(seen[0]?.headers).toMatchObject({ 'x-perennial-client': 'web', 'x-workspace-id': workspaceId });
});

test('a route with an object takes the workspace from the object', async () => {
  answer = () => refused(404, 'common.not_found');
  await failure(api.call(jobRoutes.get, { params: { jobId: 'a b/c' }, workspaceId }));
  expect(paths()).toEqual(['GET /api/v1/jobs/a%20b%2Fc']);
  expect(seen[0]?.headers).not.toHaveProperty('x-workspace-id');
});

test('starting a backup carries its idempotency key', async () => {
  answer = () => refused(409, 'memories.backup_running');
  await failure(
    api.call(memoriesRoutes.createBackup, { body: { connectionId: workspaceId }, idempotencyKey: 'k1' }),
  );
  expect(seen[0]?.headers).toMatchObject({ 'idempotency-key': 'k1', 'content-type': 'application/json' });
  expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ connectionId: workspaceId });
});

test('a chunk goes as it is, again after a renewal of the session, and an answer without a body is one', async () => {
  let renewed = false;
  const got: { type: string | undefined; size: number | undefined }[] = [];
  const file = {
    id: workspaceId,
    name: 'a.zip',
    bytes: 3,
    fingerprint: null,
    chunks: 1,
    missing: [],
    receivedBytes: 3,
  };
  answer = ({ url, method, headers, body }) => {
    if (url.endsWith('/auth/refresh')) {
      renewed = true;
      return Response.json({});
    }
    if (method === 'DELETE') return new Response(null, { status: 204 });
    got.push({ type: headers['content-type'], size: body?.length });
    return renewed ? Response.json(file) : refused(401, 'accounts.not_signed_in');
  };
  const params = { importId: workspaceId, fileId: workspaceId, index: 0 };
  const stored = await api.call(importRoutes.putImportChunk, { params, bytes: new Uint8Array([1, 2, 3]) });
  expect(stored.missing).toEqual([]);
  expect(got).toEqual([1, 2].map(() => ({ type: 'application/octet-stream', size: 3 })));
  expect(await api.call(importRoutes.abandonImport, { params: { importId: workspaceId } })).toBeUndefined();
});

test('an ended access is renewed once for all that wait, and what was asked is asked again', async () => {
  let renewed = false;
  answer = ({ url }) => {
    if (url.endsWith('/auth/refresh')) {
      renewed = true;
      return Response.json({});
    }
    return renewed ? Response.json(empty) : refused(401, 'accounts.not_signed_in');
  };
  const answers = await Promise.all([1, 2, 3].map(() => api.call(jobRoutes.list, {})));
  expect(answers).toEqual([empty, empty, empty]);
  expect(paths().filter((path) => path === 'POST /api/v1/auth/refresh')).toHaveLength(1);
  expect(seen).toHaveLength(7);
});

test('a tab whose neighbour has just renewed the session does not spend the token a second time', async () => {
  let asked = 0;
  answer = () => {
    asked += 1;
    if (asked > 1) return Response.json(empty);
    stored.set('perennial.refreshedAt', String(Date.now() + 1000));
    return refused(401, 'accounts.not_signed_in');
  };
  await api.call(jobRoutes.list, {});
  expect(paths()).toEqual(['GET /api/v1/jobs', 'GET /api/v1/jobs']);
});

test('a session that can’t be renewed ends in being signed out', async () => {
  answer = () => refused(401, 'accounts.session_ended');
  const error = await failure(api.call(jobRoutes.list, {}));
  expect(error).toMatchObject({ status: 401, code: 'accounts.not_signed_in' });
  expect(seen).toHaveLength(2);
});

test('a refusal keeps its code, its words, its reference and how long to wait', async () => {
  answer = () => refused(429, 'common.rate_limited', { 'retry-after': '42' });
  const error = await failure(api.call(jobRoutes.list, {}));
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({
    status: 429,
    code: 'common.rate_limited',
    message: 'No.',
    retryAfter: 42,
    details: { requestId: 'r1' },
  });
});

test('no network, a strange page and a strange answer each say that nothing is lost', async () => {
  answer = () => Promise.reject(new TypeError('fetch failed'));
  expect(await failure(api.call(jobRoutes.list, {}))).toMatchObject({ status: 0, code: 'web.unreachable' });
  answer = () => new Response('<html>Bad gateway</html>', { status: 502 });
  expect(await failure(api.call(jobRoutes.list, {}))).toMatchObject({ status: 502, code: 'web.no_answer' });
  answer = () => Response.json({ items: 'none' });
  const error = await failure(api.call(jobRoutes.list, {}));
  expect(error.code).toBe('web.unexpected_answer');
  expect(error.message).toContain('Nothing is lost');
});
