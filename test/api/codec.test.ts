import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { testEnv } from '../support/servers.ts';
import { startApi, type TestApi, type TestUser } from '../support/start-api.ts';

const ui = 'http://localhost:8233';
let api: TestApi;
let namespace: string;
let operator: TestUser;
let somebody: TestUser;
beforeAll(async () => {
  const temporal = await testEnv('temporal');
  api = await startApi({ ...temporal, TEMPORAL_UI_URL: ui });
  namespace = temporal.TEMPORAL_NAMESPACE ?? '';
  // Whoever registers first is the installation's operator.
  operator = await api.newUser();
  somebody = await api.newUser();
}, 120_000);
afterAll(() => api?.close());

interface Wire {
  metadata: Record<string, string>;
  data: string;
}
const post = (
  what: 'decode' | 'encode',
  payloads: unknown,
  options: { token?: string; headers?: Record<string, string> } = {},
) =>
  api.call('POST', `/api/v1/ops/codec/${what}`, {
    body: { payloads },
    ...options,
    headers: { 'x-namespace': namespace, ...options.headers },
  });
const asOperator = () => ({ token: operator.token });

/** The input of a workflow as it lies in Temporal's history. */
async function storedInput(input: unknown): Promise<Wire> {
  const { client, connection } = api.runtime.temporal;
  const workflowId = `codec-test:${ulid()}`;
  await client.workflow.start('backup', { workflowId, taskQueue: 'nobody-polls', args: [input] });
  const { history } = await connection.workflowService.getWorkflowExecutionHistory({
    namespace,
    execution: { workflowId },
  });
  const payload = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0];
  const metadata = Object.entries(payload?.metadata ?? {}).map(([name, bytes]) => [
    name,
    Buffer.from(bytes).toString('base64'),
  ]);
  return {
    metadata: Object.fromEntries(metadata),
    data: Buffer.from(payload?.data ?? []).toString('base64'),
  };
}
const textOf = ({ data }: Wire) => Buffer.from(data, 'base64').toString();

test('an operator reads what stands encrypted in a real history; encoding it again hides it', async () => {
  const input = { workspaceId: ulid(), backupId: ulid() };
  const stored = await storedInput(input);
  expect(textOf(stored)).not.toContain(input.backupId);
  const { status, body } = await post('decode', [stored, stored], asOperator());
  expect(status).toBe(200);
  expect(body.payloads.map((payload: Wire) => JSON.parse(textOf(payload)))).toEqual([input, input]);
  expect(Buffer.from(body.payloads[0].metadata.encoding, 'base64').toString()).toBe('json/plain');

  const encoded = await post('encode', body.payloads, asOperator());
  expect(textOf(encoded.body.payloads[0])).not.toContain(input.backupId);
  const again = await post('decode', encoded.body.payloads, asOperator());
  expect(again.body).toEqual(body);

  const events = await api.runtime.mongo.models.auditEvents.find({ userId: operator.id }).lean();
  const actions = events.map(({ action, outcome }) => `${action} ${outcome}`);
  expect(actions.filter((line) => line.startsWith('codec.'))).toEqual([
    'codec.decode allowed',
    'codec.encode allowed',
    'codec.decode allowed',
  ]);
});

test('nobody else does', async () => {
  const stored = await storedInput({ secret: 'yes' });
  const nobody = await post('decode', [stored]);
  expect([nobody.status, nobody.body.error.code]).toEqual([401, 'accounts.not_signed_in']);
  const other = await post('decode', [stored], { token: somebody.token });
  expect([other.status, other.body.error.code]).toEqual([403, 'accounts.operators_only']);
  for (const name of ['default', '']) {
    const headers = { 'x-namespace': name };
    const foreign = await post('decode', [stored], { ...asOperator(), headers });
    expect([foreign.status, foreign.body.error.code]).toEqual([403, 'ops.other_namespace']);
  }
});

test('a payload that was changed is refused; one that is not encrypted comes back as it is', async () => {
  const stored = await storedInput({ secret: 'yes' });
  const data = `${stored.data.slice(0, -8)}AAAAAAA=`;
  const changed = await post('decode', [{ ...stored, data }], asOperator());
  expect([changed.status, changed.body.error.code]).toEqual([422, 'ops.payload_unreadable']);
  const plain = { metadata: { encoding: 'anNvbi9wbGFpbg==' }, data: Buffer.from('1').toString('base64') };
  expect((await post('decode', [plain], asOperator())).body.payloads).toEqual([plain]);
  expect((await post('decode', [{ data: '!' }], asOperator())).status).toBe(400);
  const big = { metadata: {}, data: Buffer.alloc(2_000_000).toString('base64') };
  expect((await post('decode', [big], asOperator())).status).toBe(200);
});

test('what is too large is refused, and of somebody who may not read it is not even taken in', async () => {
  const tooLarge = [{ metadata: {}, data: Buffer.alloc(6_500_000).toString('base64') }];
  const refused = await post('decode', tooLarge, asOperator());
  expect(refused.body.error).toMatchObject({
    code: 'common.too_large',
    message: expect.stringContaining('8192 KB'),
  });
  expect((await post('decode', tooLarge)).body.error.code).toBe('accounts.not_signed_in');
});

test('the Temporal UI’s page may ask with the operator’s cookies, and no other page may', async () => {
  const { email, password } = operator;
  const login = await api.call('POST', '/api/v1/auth/login', {
    body: { email, password, client: 'browser' },
    headers: { origin: 'http://localhost:8420', 'x-perennial-client': 'web' },
  });
  const cookie = login.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  expect(cookie).not.toBe('');
  const stored = await storedInput({ secret: 'yes' });
  const from = (origin: string) => ({ headers: { cookie, origin, 'sec-fetch-site': 'same-site' } });
  const allowed = await post('decode', [stored], from(ui));
  expect(allowed.status).toBe(200);
  expect(allowed.headers.get('access-control-allow-origin')).toBe(ui);
  expect(allowed.headers.get('access-control-allow-credentials')).toBe('true');
  const refused = await post('decode', [stored], from('http://localhost:9999'));
  expect([refused.status, refused.body.error.code]).toEqual([403, 'accounts.cross_site']);
  expect(refused.headers.get('access-control-allow-origin')).toBeNull();
  // The exception is for this route alone.
  const elsewhere = await api.call('POST', '/api/v1/auth/logout', from(ui));
  expect([elsewhere.status, elsewhere.headers.get('access-control-allow-origin')]).toEqual([403, null]);

  const preflight = (origin: string) =>
    api.call('OPTIONS', '/api/v1/ops/codec/decode', {
      headers: { origin, 'access-control-request-method': 'POST' },
    });
  expect((await preflight(ui)).headers.get('access-control-allow-headers')).toMatch(/X-Namespace/);
  expect((await preflight('http://localhost:9999')).headers.get('access-control-allow-origin')).toBeNull();
});
