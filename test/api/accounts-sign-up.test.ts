import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { goodPassword, startApi, type TestApi } from '../support/start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
}, 60_000);
afterAll(() => api?.close());

const registration = (changes: Record<string, unknown> = {}) => ({
  email: `someone-${Math.random().toString(36).slice(2)}@example.test`,
  password: goodPassword(),
  name: 'Someone New',
  consent: true,
  ...changes,
});
const register = (body: unknown, from?: string) =>
  api.call('POST', '/api/v1/auth/register', { body, ...(from ? { from } : {}) });

describe('before anybody registered', () => {
  test('the command line of this machine is told to register first', async () => {
    const response = await fetch(`${api.url}/api/v1/user/profile`, {
      headers: { authorization: `Bearer ${api.runtime.env.PERENNIAL_LOCAL_KEY}` },
    });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ success: false, error: { code: 'accounts.no_user' } });
  });

  test('two who register at once become one operator and one plain user', async () => {
    const answers = await Promise.all([register(registration()), register(registration())]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers.map(({ body }) => body.user.operator).sort()).toEqual([false, true]);
  });
});

describe('register', () => {
  test('signs in, makes a personal workspace, records consent and profile, queues the confirmation', async () => {
    const businessProfile = { name: 'Taberna', kind: 'restaurant' };
    const body = registration({
      businessProfile,
      timeZone: 'Europe/Lisbon',
      email: ' Ana.Sousa@Example.TEST ',
    });
    const { status, body: signedIn } = await register(body);
    expect(status).toBe(201);
    expect(signedIn).toMatchObject({
      user: { email: 'ana.sousa@example.test', emailVerified: false, operator: false, businessProfile },
      workspace: { kind: 'personal', role: 'owner', timeZone: 'Europe/Lisbon' },
      expiresIn: 24 * 3600,
    });
    const profile = await api.call('GET', '/api/v1/user/profile', { token: signedIn.accessToken });
    expect(profile.body.workspaces).toEqual([signedIn.workspace]);

    const { users, mails, outbox } = api.runtime.mongo.models;
    const user = await users.findById(signedIn.user.id).orFail().lean();
    expect(user.consents).toMatchObject([{ kind: 'terms', at: expect.any(Date) }]);
    expect(user.passwordHash).toMatch(/^\$argon2id\$/);
    const mail = await mails.findOne({ userId: user._id }).orFail().lean();
    expect(mail).toMatchObject({ template: 'verify-email', state: 'queued' });
    const start = await outbox
      .findOne({ workflowId: `mail:${mail._id}` })
      .orFail()
      .lean();
    expect(start).toMatchObject({ workflowType: 'sendMail', input: { mailId: mail._id } });
  });

  test('refuses an address that is taken, in whatever case', async () => {
    const body = registration();
    await register(body);
    const again = await register({ ...registration(), email: body.email.toUpperCase() });
    expect(again.status).toBe(409);
    expect(again.body.error).toMatchObject({
      code: 'accounts.email_taken',
      details: { fields: { email: expect.any(String) } },
    });
  });

  test('of one address twice at the same time makes one user', async () => {
    const body = registration();
    const answers = await Promise.all([1, 2, 3].map(() => register(body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(await api.runtime.mongo.models.users.countDocuments({ email: body.email })).toBe(1);
    const { members } = api.runtime.mongo.models;
    const user = await api.runtime.mongo.models.users.findOne({ email: body.email }).orFail().lean();
    expect(await members.countDocuments({ userId: user._id, workspaceId: user.personalWorkspaceId })).toBe(1);
  });

  test.each([
    ['no consent', { consent: false }, 400, 'common.invalid', 'consent'],
    ['a short password', { password: 'x7!kQ' }, 400, 'common.invalid', 'password'],
    ['a wrong address', { email: 'nobody' }, 400, 'common.invalid', 'email'],
    ['an unknown time zone', { timeZone: 'Moon/Tranquility' }, 400, 'common.invalid', 'timeZone'],
    ['a breached password', { password: 'password123' }, 422, 'accounts.breached_password', 'password'],
    ['a weak password', { password: 'Sunshine2024!' }, 422, 'accounts.weak_password', 'password'],
    ['a password with the name', { password: 'q9!someone#x' }, 422, 'accounts.weak_password', 'password'],
  ])('refuses %s and names the field', async (_what, changes, status, code, field) => {
    const answer = await register(registration(changes));
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({
      success: false,
      error: {
        code,
        message: expect.any(String),
        details: { fields: { [field]: expect.any(String) } },
        requestId: expect.any(String),
      },
    });
  });

  test('is allowed five times a minute from one network, shared by processes through the database', async () => {
    const from = '198.51.100.7';
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await register(registration(), from)).status);
    expect(statuses).toEqual([201, 201, 201, 201, 201]);
    const refused = await register(registration(), from);
    expect(refused.status).toBe(429);
    expect(refused.body.error.code).toBe('common.rate_limited');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(refused.headers.get('ratelimit-limit')).toBe('5');
    expect(refused.headers.get('ratelimit-remaining')).toBe('0');
    expect((await register(registration(), '198.51.100.8')).status).toBe(201);
    api.advance(61_000);
    expect((await register(registration(), from)).status).toBe(201);
  });

  test('counts an IPv6 customer by the /56', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) {
      statuses.push((await register({}, `2001:db8:ff:aa0${i}::1`)).status);
    }
    // Nothing was asked of the database yet: a request that is wrong in itself is not counted.
    expect(statuses).toEqual([400, 400, 400, 400, 400, 400]);
    for (let i = 0; i < 6; i++) {
      statuses[i] = (await register(registration(), `2001:db8:ff:aa0${i}::1`)).status;
    }
    expect(statuses).toEqual([201, 201, 201, 201, 201, 429]);
  });
});

describe('login', () => {
  test('answers a wrong password and an unknown address alike', async () => {
    const user = await api.newUser();
    const login = (body: unknown) => api.call('POST', '/api/v1/auth/login', { body });
    const right = await login({ email: user.email, password: user.password });
    expect(right.status).toBe(200);
    expect(right.body.user.id).toBe(user.id);
    const wrong = await login({ email: user.email, password: 'not the password' });
    const unknown = await login({ email: 'nobody@example.test', password: 'not the password' });
    expect(wrong.status).toBe(401);
    const { requestId: _a, ...first } = wrong.body.error;
    const { requestId: _b, ...second } = unknown.body.error;
    expect(first).toEqual(second);
    expect(first.code).toBe('accounts.wrong_credentials');
    expect(unknown.status).toBe(401);
  });

  test('is held to ten a minute for one address from many networks, the right password included', async () => {
    const user = await api.newUser();
    for (let i = 0; i < 10; i++) {
      const { status } = await api.call('POST', '/api/v1/auth/login', {
        body: { email: user.email, password: 'wrong' },
      });
      expect(status).toBe(401);
    }
    const body = { email: user.email, password: user.password };
    expect((await api.call('POST', '/api/v1/auth/login', { body })).status).toBe(429);
    api.advance(61_000);
    expect((await api.call('POST', '/api/v1/auth/login', { body })).status).toBe(200);
  });

  test('that can’t be put down in the audit log gives no cookies', async () => {
    const user = await api.newUser();
    const body = { email: user.email, password: user.password, client: 'browser' };
    const login = () =>
      api.call('POST', '/api/v1/auth/login', { body, headers: { 'x-perennial-client': 'web' } });
    const log = jest.spyOn(api.runtime.mongo.models.auditEvents, 'create');
    log.mockRejectedValueOnce(new Error('the log is full'));
    const failed = await login();
    expect([failed.status, failed.headers.getSetCookie()]).toEqual([500, []]);
    log.mockRestore();
    const right = await login();
    expect([right.status, right.headers.getSetCookie().length]).toEqual([200, 3]);
  });

  test('leaves its trace in the audit log, refusals too', async () => {
    const user = await api.newUser();
    await api.call('POST', '/api/v1/auth/login', { body: { email: user.email, password: user.password } });
    const { auditEvents } = api.runtime.mongo.models;
    expect(await auditEvents.countDocuments({ userId: user.id, action: 'login', outcome: 'allowed' })).toBe(
      1,
    );
    const denied = { action: 'login', outcome: 'denied' } as const;
    const before = await auditEvents.countDocuments(denied);
    await api.call('POST', '/api/v1/auth/login', { body: { email: user.email, password: 'wrong' } });
    expect(await auditEvents.countDocuments(denied)).toBe(before + 1);
  });
});
