import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startFacebookLogin } from '../support/facebook-login.ts';

let at: Awaited<ReturnType<typeof startFacebookLogin>>;
beforeAll(async () => {
  at = await startFacebookLogin();
}, 60_000);
afterEach(() => at?.clearFaults());
afterAll(() => at?.close());

const invalid = { status: 302, to: '/connections?error=state_invalid' };

describe('a login at Facebook', () => {
  test('goes to the dialog with what it needs, and comes back connected to where it began', async () => {
    const user = await at.api.newUser();
    const { status, body } = await at.authorize(user, { returnTo: '/memories?tab=photos' });
    expect(status).toBe(200);
    expect(Date.parse(body.expiresAt) - Date.now()).toBeLessThanOrEqual(600_000);
    const dialog = new URL(body.url);
    expect(dialog.href).toMatch(`${at.sandbox.url}/www.facebook.com/v`);
    expect(Object.fromEntries(dialog.searchParams)).toEqual({
      client_id: '100000000000001',
      redirect_uri: 'http://localhost:8420/api/v1/oauth/facebook/callback',
      response_type: 'code',
      scope: 'public_profile,user_photos',
      state: expect.any(String),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    const { status: found, to } = await at.comeBack(await at.choose(dialog), user);
    const [connection] = await at.connectionsOf(user);
    expect([found, to]).toEqual([302, `/memories?tab=photos&connected=${connection.id}`]);
    expect(connection).toMatchObject({
      workspaceId: user.workspaceId,
      provider: 'facebook',
      mode: 'sandbox',
      displayName: 'Maya Okafor-Laurent',
      scopes: ['public_profile', 'user_photos'],
      state: 'connected',
      stateReason: null,
    });
    expect(Date.parse(connection.expiresAt)).toBeGreaterThan(Date.now() + 50 * 86_400_000);
    const { auditEvents } = at.api.runtime.mongo.models;
    const noted = await auditEvents.findOne({ userId: user.id, action: 'connection.login' }).lean();
    expect(noted).toMatchObject({
      outcome: 'allowed',
      workspaceId: user.workspaceId,
      object: { id: connection.id },
    });
  });

  test('that was denied is a normal answer', async () => {
    const user = await at.api.newUser();
    const back = await at.choose(await at.dialogOf(user, { returnTo: '/memories' }), { action: 'cancel' });
    expect(await at.comeBack(back, user)).toMatchObject({ status: 302, to: '/memories?error=access_denied' });
    expect(await at.connectionsOf(user)).toEqual([]);
    expect(await at.comeBack(back, user)).toMatchObject(invalid);
  });

  test.each([
    [
      'refuses the code',
      { error: { code: 100, message: 'This authorization code has expired.' } },
      'login_failed',
    ],
    ['has a bad moment', { error: { code: 2, message: 'Please retry.' } }, 'vendor_unavailable'],
    ['is behind a broken proxy', '<html>', 'vendor_unavailable'],
  ])('whose vendor %s says so', async (_what, body, error) => {
    const user = await at.api.newUser();
    const back = await at.choose(await at.dialogOf(user, { returnTo: '/memories' }));
    await at.fail({ kind: 'status', route: '/oauth/access_token', status: 400, body });
    expect((await at.comeBack(back, user)).to).toBe(`/memories?error=${error}`);
    expect(await at.connectionsOf(user)).toEqual([]);
  });
});

describe('the state of a login', () => {
  test('works once: the same answer again connects nothing', async () => {
    const user = await at.api.newUser();
    const back = await at.choose(await at.dialogOf(user));
    const answers = await Promise.all(Array.from({ length: 4 }, () => at.comeBack(back, user)));
    expect(answers.filter(({ to }) => to?.includes('connected='))).toHaveLength(1);
    expect(answers.filter(({ to }) => to === invalid.to)).toHaveLength(3);
    expect(await at.comeBack(back, user)).toMatchObject(invalid);
    expect(await at.connectionsOf(user)).toHaveLength(1);
  });

  test('lasts ten minutes', async () => {
    const user = await at.api.newUser();
    const [early, late] = [
      await at.choose(await at.dialogOf(user)),
      await at.choose(await at.dialogOf(user)),
    ];
    at.api.advance(9.9 * 60_000);
    expect((await at.comeBack(early, user)).to).toContain('connected=');
    at.api.advance(0.2 * 60_000);
    expect(await at.comeBack(late, user)).toMatchObject(invalid);
  });

  test('is refused when it is forged, changed or left out, and the code is then not used', async () => {
    const user = await at.api.newUser();
    const back = await at.choose(await at.dialogOf(user));
    const [nonce, signature = ''] = (back.searchParams.get('state') ?? '').split('.');
    const other = (await at.dialogOf(user)).searchParams.get('state')?.split('.')[1];
    const asked = at.vendor.asked.length;
    for (const state of [
      `${nonce}.${signature.slice(0, -2)}xx`,
      `${nonce}.${other}`,
      `${nonce}`,
      `${nonce}.`,
      `${'A'.repeat(32)}.${signature}`,
      '',
      '.',
    ]) {
      const forged = new URL(back);
      forged.searchParams.set('state', state);
      expect([state, await at.comeBack(forged, user)]).toMatchObject([state, invalid]);
    }
    const without = new URL(back);
    without.searchParams.delete('state');
    expect(await at.comeBack(without, user)).toMatchObject(invalid);
    expect(at.vendor.asked.length).toBe(asked);
    expect(await at.connectionsOf(user)).toEqual([]);
  });

  test('belongs to the session that asked: neither another user nor another session finishes it', async () => {
    const [user, mallory] = [await at.api.newUser(), await at.api.newUser()];
    const { email, password } = user;
    const login = await at.api.call('POST', '/api/v1/auth/login', { body: { email, password } });
    const back = await at.choose(await at.dialogOf(user));
    expect(await at.comeBack(back, mallory)).toMatchObject(invalid);
    expect(await at.comeBack(back, { ...user, token: login.body.accessToken })).toMatchObject(invalid);
    expect(await at.connectionsOf(mallory)).toEqual([]);
    // Those tries used nothing up.
    expect((await at.comeBack(back, user)).to).toContain('connected=');
  });

  test('connects nothing to a workspace whose member one is no longer', async () => {
    const [owner, guest] = [await at.api.newUser(), await at.api.newUser()];
    const members = `/api/v1/tenants/${owner.workspaceId}/members`;
    const body = { email: guest.email, role: 'editor' };
    const member = (await at.api.call('POST', members, { token: owner.token, body })).body;
    const headers = { 'x-workspace-id': owner.workspaceId };
    const path = '/api/v1/oauth/facebook/authorize';
    const begun = await at.api.call('POST', path, { token: guest.token, headers, body: {} });
    const back = await at.choose(new URL(begun.body.url));
    const change = { token: owner.token, body: { role: 'viewer' } };
    expect((await at.api.call('PATCH', `/api/v1/members/${member.id}`, change)).status).toBe(200);
    expect(await at.comeBack(back, guest)).toMatchObject(invalid);
    expect(await at.connectionsOf(owner)).toEqual([]);
  });
});

describe('a browser that comes back signed out', () => {
  const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  test('is asked to sign in, and nothing is connected', async () => {
    const user = await at.api.newUser();
    const back = await at.choose(await at.dialogOf(user));
    const asked = at.vendor.asked.length;
    const answer = await at.comeBack(back, null, { accept });
    expect(answer.status).toBe(302);
    const to = new URL(answer.to ?? '', 'http://localhost');
    expect([to.origin, to.pathname]).toEqual(['http://localhost', '/signin']);
    expect(to.searchParams.get('next')).toBe('/connections?error=state_invalid');
    expect(answer.to).not.toContain(back.searchParams.get('code'));
    expect(at.vendor.asked.length).toBe(asked);
    await at.api.call('POST', '/api/v1/auth/logout', { token: user.token });
    expect(await at.comeBack(back, user, { accept })).toMatchObject({ status: 302, to: answer.to });
  });

  test('while a program gets JSON', async () => {
    for (const accept of ['*/*', 'application/json']) {
      const { status, body } = await at.comeBack(new URL('http://x/api/v1/oauth/facebook/callback'), null, {
        accept,
      });
      expect([status, body.error.code]).toEqual([401, 'accounts.not_signed_in']);
    }
  });
});

test.each([
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  'evil.example',
  '/..//evil.example',
  '/.//evil.example',
  '/%2e%2e//evil.example',
  '/memories/../..//evil.example',
  '/\t/evil.example',
  '/a b',
  '',
])('returnTo %j leads nowhere else', async (returnTo) => {
  const { status, body } = await at.authorize(await at.api.newUser(), { returnTo });
  expect([status, body.error?.code, body.error?.details?.fields?.returnTo]).toEqual([
    400,
    'common.invalid',
    expect.stringContaining('path of this site'),
  ]);
});
