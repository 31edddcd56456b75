import { createHash } from 'node:crypto';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { type RunningSandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import {
  app,
  connect,
  type GraphErrorBody,
  getJson,
  graph,
  redirectUri,
  submitDialog,
  tokenUrl,
} from '../support/sandbox-client.ts';

let now = Date.UTC(2026, 5, 1);
const sandbox: RunningSandbox = await startSandbox({ now: () => now });
afterAll(() => sandbox.close());
beforeEach(async () => {
  now = Date.UTC(2026, 5, 1);
  await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST' });
});

const dialog = (params: Record<string, string>) =>
  fetch(
    `${sandbox.url}/www.facebook.com/v26.0/dialog/oauth?${new URLSearchParams({ client_id: app.id, redirect_uri: redirectUri, ...params })}`,
  );
const failure = async (url: string) => (await getJson<GraphErrorBody>(url)).body.error;
const exchange = (code: string, more: Record<string, string> = {}) =>
  tokenUrl(sandbox.url, { code, redirect_uri: redirectUri, ...more });

test('the dialog offers the people, then the permissions asked for', async () => {
  const people = await (await dialog({ scope: 'user_photos', state: '"><script>x' })).text();
  for (const key of ['rich', 'empty', 'troublesome']) expect(people).toContain(`id="person-${key}"`);
  expect(people).toContain('SANDBOX');
  expect(people).not.toContain('<script');
  const consent = await (await dialog({ scope: 'public_profile,user_photos,email', person: 'rich' })).text();
  expect(consent).toMatch(/id="permission-public_profile"[^>]* checked disabled/);
  expect(consent).toMatch(/id="permission-user_photos"[^>]* checked>/);
  expect(consent).toContain('id="action-continue"');
  expect(consent).not.toContain('permission-user_posts');
});

test.each([
  [{ client_id: '1' }, 'Invalid App ID'],
  [{ redirect_uri: '' }, 'redirect_uri parameter is missing'],
  [{ redirect_uri: 'javascript:alert(1)' }, 'whole http or https address'],
  [{ response_type: 'token' }, 'response_type=code'],
  [{ scope: 'user_secrets' }, 'Invalid Scopes: user_secrets'],
])('a wrong request %j is told on a page, not sent on', async (params, words) => {
  const answer = await dialog(params as unknown as Record<string, string>);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(words);
});

test('consent leads back with a code and the state; the code gives a token once', async () => {
  const back = await submitDialog(sandbox.url, {
    person: 'rich',
    scope: 'user_photos',
    permission: ['user_photos'],
  });
  expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
  expect(back.searchParams.get('state')).toBe('a state');
  const code = back.searchParams.get('code') ?? '';
  const { body } = await getJson(exchange(code));
  expect(body).toEqual({ access_token: expect.any(String), token_type: 'bearer', expires_in: 5400 });
  expect(await failure(exchange(code))).toMatchObject({
    code: 100,
    message: 'This authorization code has been used.',
  });
  const me = await graph(sandbox.url, '/me', String(body.access_token), { fields: 'id,name,email' });
  expect(me.body).toEqual({ id: '100000000000101', name: 'Maya Okafor-Laurent' });
});

test('a code is refused with another redirect_uri, a wrong secret, or too late', async () => {
  const code = async () =>
    (await submitDialog(sandbox.url, { person: 'empty', scope: '' })).searchParams.get('code') ?? '';
  expect(await failure(exchange(await code(), { redirect_uri: `${redirectUri}/` }))).toMatchObject({
    type: 'OAuthException',
    code: 100,
    message: expect.stringContaining('Please make sure your redirect_uri is identical'),
  });
  expect(await failure(exchange(await code(), { client_secret: 'guess' }))).toMatchObject({
    message: 'Error validating client secret.',
  });
  const late = await code();
  now += 601_000;
  expect(await failure(exchange(late))).toMatchObject({ message: 'This authorization code has expired.' });
});

test('with PKCE the verifier must fit the challenge', async () => {
  const verifier = 'a'.repeat(50);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const code = async () => {
    const form = { person: 'rich', scope: '', code_challenge: challenge, code_challenge_method: 'S256' };
    return (await submitDialog(sandbox.url, form)).searchParams.get('code') ?? '';
  };
  expect(await failure(exchange(await code()))).toMatchObject({
    message: 'Invalid code_verifier parameter.',
  });
  expect(await failure(exchange(await code(), { code_verifier: 'b'.repeat(50) }))).toMatchObject({
    code: 100,
  });
  expect((await getJson(exchange(await code(), { code_verifier: verifier }))).status).toBe(200);
});

test('Cancel leads back with the denial', async () => {
  const back = await submitDialog(sandbox.url, { action: 'cancel' });
  expect(Object.fromEntries(back.searchParams)).toEqual({
    error: 'access_denied',
    error_code: '200',
    error_description: 'Permissions error',
    error_reason: 'user_denied',
    state: 'a state',
  });
});

test('an unticked permission is declined, is not asked again, and is with auth_type=rerequest', async () => {
  const token = await connect(sandbox.url, 'rich', [], { scope: 'user_photos,email' });
  const permissions = await graph(sandbox.url, '/me/permissions', token);
  expect(permissions.body.data).toEqual([
    { permission: 'public_profile', status: 'granted' },
    { permission: 'user_photos', status: 'declined' },
    { permission: 'email', status: 'declined' },
  ]);
  expect(await (await dialog({ scope: 'email', person: 'rich' })).text()).not.toContain('permission-email');
  const again = await (await dialog({ scope: 'email', person: 'rich', auth_type: 'rerequest' })).text();
  expect(again).toMatch(/id="permission-email"[^>]*[^d]>/);
  await connect(sandbox.url, 'rich', ['email'], { auth_type: 'rerequest' });
  const me = await graph(sandbox.url, '/me', token, { fields: 'email' });
  expect(me.body.email).toBe('maya@sandbox.example');
});

test('the troublesome person has declined user_posts from the start', async () => {
  const token = await connect(sandbox.url, 'troublesome', ['user_photos', 'user_posts']);
  const permissions = await graph<{ data: unknown[] }>(sandbox.url, '/me/permissions', token);
  expect(permissions.body.data).toContainEqual({ permission: 'user_posts', status: 'declined' });
  expect((await graph(sandbox.url, '/me/posts', token)).body).toEqual({ data: [] });
});

test('a short token becomes a long one of 60 days; an expired one cannot', async () => {
  const short = await connect(sandbox.url, 'rich', ['user_photos']);
  const swap = (token: string) =>
    tokenUrl(sandbox.url, { grant_type: 'fb_exchange_token', fb_exchange_token: token });
  const long = await getJson<{ access_token: string; expires_in: number }>(swap(short));
  expect(long.body.expires_in).toBe(5_183_944);
  now += 5_401_000;
  expect(await failure(swap(short))).toMatchObject({ code: 190, error_subcode: 463 });
  expect((await graph(sandbox.url, '/me', long.body.access_token)).status).toBe(200);
  now += 60 * 86_400_000;
  const late = await graph<GraphErrorBody>(sandbox.url, '/me', long.body.access_token);
  expect(late.status).toBe(400);
  expect(late.body.error).toMatchObject({ type: 'OAuthException', code: 190, error_subcode: 463 });
  expect(late.headers.get('www-authenticate')).toContain('invalid_token');
});

test('debug_token tells what a token is good for', async () => {
  const token = await connect(sandbox.url, 'rich', ['user_photos']);
  const ask = (input: string) =>
    graph<{ data: Record<string, unknown> }>(sandbox.url, '/debug_token', `${app.id}|${app.secret}`, {
      input_token: input,
    });
  expect((await ask(token)).body.data).toMatchObject({
    app_id: app.id,
    is_valid: true,
    user_id: '100000000000101',
    scopes: ['public_profile', 'user_photos'],
    issued_at: now / 1000,
    expires_at: now / 1000 + 5400,
  });
  expect((await ask('nonsense')).body.data).toMatchObject({ is_valid: false, error: { code: 190 } });
});

test('one permission can be taken back, and the whole app, which ends the token', async () => {
  const token = await connect(sandbox.url, 'rich', ['user_photos', 'user_posts']);
  const remove = (path: string) =>
    getJson(`${sandbox.url}/graph.facebook.com/v26.0${path}?access_token=${token}`, { method: 'DELETE' });
  expect((await remove('/me/permissions/user_posts')).body).toEqual({ success: true });
  expect((await graph(sandbox.url, '/me/posts', token)).body).toEqual({ data: [] });
  expect((await remove('/100000000000101/permissions')).body).toEqual({ success: true });
  const { body } = await graph<GraphErrorBody>(sandbox.url, '/me', token);
  expect(body.error).toMatchObject({ code: 190, error_subcode: 458 });
});
