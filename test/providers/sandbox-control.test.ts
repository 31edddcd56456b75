import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import nodemailer from 'nodemailer';
import { type RunningSandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import {
  connect,
  type GraphErrorBody,
  getJson,
  graph,
  type Listing,
  postJson,
  redirectUri,
  submitDialog,
  tokenUrl,
} from '../support/sandbox-client.ts';

const sandbox: RunningSandbox = await startSandbox();
afterAll(() => sandbox.close());
beforeEach(() => fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST' }));

interface Ledger {
  routes: { vendor: string; route: string; requests: number; statuses: Record<string, number> }[];
  mutations: { seq: number; vendor: string; kind: string; object: string }[];
}
const ledgerOf = async (url = sandbox.url, vendor = '') =>
  (await getJson<Ledger>(`${url}/_sandbox/ledger${vendor === '' ? '' : `?vendor=${vendor}`}`)).body;
const fault = async (spec: object) =>
  (await postJson<{ id: string }>(`${sandbox.url}/_sandbox/faults`, spec)).body.id;
const firedOf = async (id: string) => {
  const { body } = await getJson<{ faults: { id: string; fired: number }[] }>(
    `${sandbox.url}/_sandbox/faults`,
  );
  return body.faults.find((one) => one.id === id)?.fired;
};
const me = (token: string) => graph<GraphErrorBody>(sandbox.url, '/me', token);

test('the home page lists what is here; its address is healthy', async () => {
  const home = await fetch(sandbox.url);
  const text = await home.text();
  for (const part of [
    '/graph.facebook.com',
    '/vision.cognitiveservices.azure.com',
    '/mailbox',
    '/_sandbox/ledger',
  ]) {
    expect(text).toContain(part);
  }
  expect(home.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await getJson(`${sandbox.url}/_sandbox/health`)).body).toEqual({ ok: true, seed: 1 });
});

test('the ledger counts each request by vendor and route, and keeps each change', async () => {
  const token = await connect(sandbox.url, 'rich', ['user_photos']);
  await me(token);
  await me('wrong');
  const all = await ledgerOf();
  expect(all.mutations.map(({ kind }) => kind)).toEqual(['permissions.answered', 'token.short']);
  const graphOnly = await ledgerOf(sandbox.url, 'graph.facebook.com');
  expect(graphOnly.routes.find(({ route }) => route === 'GET /me')).toMatchObject({
    requests: 2,
    statuses: { 200: 1, 400: 1 },
  });
  expect(graphOnly.routes.every(({ vendor }) => vendor === 'graph.facebook.com')).toBe(true);
  expect(JSON.stringify(all)).not.toContain(token);
});

test('a status fault answers in the words of the vendor, as often as asked, after those it lets pass', async () => {
  const token = await connect(sandbox.url, 'empty', []);
  const id = await fault({
    vendor: 'graph',
    route: 'GET /me',
    kind: 'status',
    status: 500,
    count: 2,
    after: 1,
  });
  const statuses: number[] = [];
  for (let i = 0; i < 5; i += 1) statuses.push((await me(token)).status);
  expect(statuses).toEqual([200, 500, 500, 200, 200]);
  expect(await firedOf(id)).toBe(2);
  const other = await fault({ vendor: 'graph', route: '/me', kind: 'status', status: 500 });
  expect((await me(token)).body.error).toMatchObject({ code: 2, is_transient: true });
  expect((await graph(sandbox.url, '/me/permissions', token)).status).toBe(200);
  const removed = await fetch(`${sandbox.url}/_sandbox/faults/${other}`, { method: 'DELETE' });
  expect(removed.status).toBe(200);
  expect((await me(token)).status).toBe(200);
});

test.each([
  [4, 403],
  [17, 400],
  [32, 400],
  [613, 400],
])('the limit of code %d', async (code, status) => {
  const token = await connect(sandbox.url, 'empty', []);
  await fault({ vendor: 'graph', kind: 'rate-limit', code, count: 1 });
  const limited = await me(token);
  expect([limited.status, limited.body.error.code]).toEqual([status, code]);
  expect(limited.headers.get('x-app-usage')).toContain('"call_count":100');
});

test('drop-after-accept loses the answer, not the effect', async () => {
  const back = await submitDialog(sandbox.url, { person: 'rich', scope: '' });
  const url = tokenUrl(sandbox.url, { code: back.searchParams.get('code') ?? '', redirect_uri: redirectUri });
  const id = await fault({
    vendor: 'graph',
    route: '*/oauth/access_token',
    kind: 'drop-after-accept',
    count: 1,
  });
  await expect(fetch(url)).rejects.toThrow('fetch failed');
  expect(await firedOf(id)).toBe(1);
  const ledger = await ledgerOf(sandbox.url, 'graph');
  expect(ledger.mutations.filter(({ kind }) => kind === 'token.short')).toHaveLength(1);
  expect(ledger.routes.find(({ route }) => route.endsWith('access_token'))?.statuses).toEqual({ 0: 1 });
  const again = await getJson<GraphErrorBody>(url);
  expect(again.body.error.message).toBe('This authorization code has been used.');
});

test('truncate announces all and breaks off; the next answer is whole', async () => {
  const token = await connect(sandbox.url, 'rich', ['user_photos']);
  await fault({ vendor: 'graph', route: '*/photos', kind: 'truncate', count: 1 });
  const params = new URLSearchParams({ access_token: token, type: 'uploaded', fields: 'images' });
  const url = `${sandbox.url}/graph.facebook.com/me/photos?${params}`;
  const broken = await fetch(url);
  expect(Number(broken.headers.get('content-length'))).toBeGreaterThan(1000);
  await expect(broken.text()).rejects.toThrow('terminated');
  expect((await getJson<Listing>(url)).body.data).toHaveLength(25);
});

test('html and malformed-json come with 200', async () => {
  const token = await connect(sandbox.url, 'empty', []);
  const url = `${sandbox.url}/graph.facebook.com/me?access_token=${token}`;
  await fault({ vendor: 'graph', kind: 'html', count: 1 });
  const page = await fetch(url);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  await fault({ vendor: 'graph', kind: 'malformed-json', count: 1 });
  const half = await fetch(url);
  expect(half.status).toBe(200);
  await expect(half.json()).rejects.toThrow();
  expect((await me(token)).status).toBe(200);
});

test('slow and delay change the time, not the answer', async () => {
  const token = await connect(sandbox.url, 'empty', []);
  const plain = (await me(token)).body;
  const slow = await fault({ vendor: 'graph', kind: 'slow', bytesPerSecond: 400, count: 1 });
  expect((await me(token)).body).toEqual(plain);
  const delay = await fault({ vendor: 'graph', kind: 'delay', delayMs: 5, count: 1 });
  expect((await me(token)).body).toEqual(plain);
  expect([await firedOf(slow), await firedOf(delay)]).toEqual([1, 1]);
});

test('a fault meets only addresses with the text given', async () => {
  const token = await connect(sandbox.url, 'empty', []);
  await fault({ match: 'fields=email', kind: 'status', status: 503 });
  expect((await me(token)).status).toBe(200);
  expect((await graph(sandbox.url, '/me', token, { fields: 'email' })).status).toBe(503);
});

test('chance follows the seed', async () => {
  const draw = async (seed: number) => {
    const one = await startSandbox({ seed });
    const token = await connect(one.url, 'empty', []);
    await postJson(`${one.url}/_sandbox/faults`, {
      route: '/me',
      kind: 'status',
      status: 500,
      probability: 0.5,
    });
    const statuses: number[] = [];
    for (let i = 0; i < 24; i += 1) statuses.push((await graph(one.url, '/me', token)).status);
    await one.close();
    return statuses.join();
  };
  const [first, same, other] = [await draw(5), await draw(5), await draw(6)];
  expect(first).toContain('500');
  expect(first).toContain('200');
  expect(same).toBe(first);
  expect(other).not.toBe(first);
});

test.each([
  [{ kind: 'explode' }, 'kind must be one of'],
  [{ kind: 'status' }, 'status must be'],
  [{ kind: 'html', vendr: 'graph' }, 'vendr is not a valid field'],
])('a fault that makes no sense is refused: %j', async (spec, words) => {
  const { status, body } = await postJson<{ error: string }>(`${sandbox.url}/_sandbox/faults`, spec);
  expect(status).toBe(400);
  expect(body.error).toContain(words);
});

test('settings are knobs of numbers; reset puts all back', async () => {
  const token = await connect(sandbox.url, 'rich', []);
  await fault({ kind: 'status', status: 500, route: '/nothing' });
  const set = await postJson(`${sandbox.url}/_sandbox/settings`, { cdnUrlSeconds: 5 });
  expect(set.body).toMatchObject({ cdnUrlSeconds: 5, latencyMs: 0 });
  expect((await postJson(`${sandbox.url}/_sandbox/settings`, { speed: 1 })).status).toBe(400);
  await postJson(`${sandbox.url}/_sandbox/people/rich/photos`, { count: 2 });
  await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST' });
  expect((await getJson(`${sandbox.url}/_sandbox/settings`)).body).toMatchObject({ cdnUrlSeconds: 3600 });
  expect((await getJson(`${sandbox.url}/_sandbox/faults`)).body).toEqual({ faults: [] });
  expect(await ledgerOf()).toEqual({ routes: [], mutations: [] });
  expect((await me(token)).body.error).toMatchObject({ code: 190 });
  const { body } = await getJson<{ people: { key: string; uploaded: number }[] }>(
    `${sandbox.url}/_sandbox/people`,
  );
  expect(body.people).toMatchObject([
    { key: 'rich', uploaded: 338, tagged: 12, posts: 160 },
    { key: 'empty', uploaded: 0, posts: 0 },
    { key: 'troublesome', uploaded: 60, posts: 12 },
    { key: 'polyglot', uploaded: 24, posts: 12 },
  ]);
});

test('tokens, mails, ledger, added photos and pictures outlive a restart, even a torn last line', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const first = await startSandbox({ dataDir });
  const token = await connect(first.url, 'rich', ['user_photos']);
  await nodemailer
    .createTransport(first.smtpUrl)
    .sendMail({ from: 'a@b.test', to: 'c@d.test', subject: 'Kept', text: 'x' });
  await postJson(`${first.url}/_sandbox/people/rich/photos`, { count: 1 });
  const photo = (url: string) =>
    graph<Listing<{ id: string; picture: string }>>(url, '/me/photos', token, {
      type: 'uploaded',
      limit: '1',
      fields: 'picture',
    });
  const [shown] = (await photo(first.url)).body.data;
  const bytes = await (await fetch(shown?.picture ?? '')).arrayBuffer();
  const before = await ledgerOf(first.url);
  await first.close();
  for (const file of ['state.jsonl', 'ledger.jsonl', 'requests.jsonl'])
    await appendFile(join(dataDir, file), '{"torn');

  const second = await startSandbox({ dataDir });
  const after = await ledgerOf(second.url);
  expect(after).toEqual(before);
  expect((await graph(second.url, '/me', token)).status).toBe(200);
  const [again] = (await photo(second.url)).body.data;
  expect(again?.id).toBe(shown?.id);
  expect(Buffer.from(await (await fetch(again?.picture ?? '')).arrayBuffer())).toEqual(Buffer.from(bytes));
  const mailbox = await getJson<{ mails: { subject: string }[] }>(
    `${second.url}/_sandbox/mailbox?to=c@d.test`,
  );
  expect(mailbox.body.mails.map(({ subject }) => subject)).toEqual(['Kept']);
  await connect(second.url, 'empty', []);
  const seqs = (await ledgerOf(second.url)).mutations.map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.map((_, i) => i + 1));
  await second.close();
  await rm(dataDir, { recursive: true });
});

test('the same seed gives the same bytes, another seed others', async () => {
  const picture = async (seed: number) => {
    const one = await startSandbox({ seed });
    const avatar = Buffer.from(await (await fetch(`${one.url}/_sandbox/avatars/rich.jpg`)).arrayBuffer());
    await one.close();
    return avatar;
  };
  const [first, same, other] = [await picture(1), await picture(1), await picture(2)];
  expect(same.equals(first)).toBe(true);
  expect(other.equals(first)).toBe(false);
});
