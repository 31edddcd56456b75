import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeActionLink } from '../../domains/accounts/action-link.ts';
import type { ActionTokenDoc } from '../../schemas/models/action-token.ts';
import type { MailDoc } from '../../schemas/models/mail.ts';
import { goodPassword, startApi, type TestApi, type TestUser } from '../support/start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
}, 60_000);
afterAll(() => api?.close());

const post = (path: string, body: unknown, token?: string) =>
  api.call('POST', `/api/v1${path}`, { body, token });
const login = (user: { email: string }, password: string) =>
  post('/auth/login', { email: user.email, password });
const statusOf = async (token: string) => (await api.call('GET', '/api/v1/user/profile', { token })).status;

/** The token as it stands in the newest mail of that kind. */
async function mailedToken(userId: string, purpose: ActionTokenDoc['purpose']): Promise<string> {
  const mail = await api.runtime.mongo.models.mails
    .findOne({ userId, template: purpose })
    .sort({ _id: -1 })
    .orFail()
    .lean();
  const link = makeActionLink(api.runtime.env, purpose, mail.actionTokenId ?? '');
  return new URL(link).searchParams.get('token') ?? '';
}
const mailsOf = (user: TestUser, template: MailDoc['template']) =>
  api.runtime.mongo.models.mails.countDocuments({ userId: user.id, template });

describe('the confirmation of an address', () => {
  test('works with the link, which may be opened again', async () => {
    const user = await api.newUser();
    const token = await mailedToken(user.id, 'verify-email');
    expect((await post('/auth/verify-email', { token })).status).toBe(200);
    const { body } = await api.call('GET', '/api/v1/user/profile', { token: user.token });
    expect(body.user.emailVerified).toBe(true);
    expect((await post('/auth/verify-email', { token })).status).toBe(200);
  });

  test('fails with a changed link, another one, or after three days', async () => {
    const user = await api.newUser();
    const token = await mailedToken(user.id, 'verify-email');
    const fails = async (given: string) => {
      const answer = await post('/auth/verify-email', { token: given });
      expect(answer.status).toBe(422);
      expect(answer.body.error.code).toBe('accounts.link_invalid');
    };
    await fails(`${token.slice(0, -3)}abc`);
    await fails('0123456789.0123456789');
    api.advance(73 * 3_600_000);
    await fails(token);
  });

  test('can be asked for again, three times an hour, while it is missing', async () => {
    const user = await api.newUser();
    const again = () => post('/auth/resend-verification', undefined, user.token);
    for (let i = 0; i < 3; i++) expect((await again()).status).toBe(202);
    expect((await again()).status).toBe(429);
    expect(await mailsOf(user, 'verify-email')).toBe(4);
    expect(
      (await post('/auth/verify-email', { token: await mailedToken(user.id, 'verify-email') })).status,
    ).toBe(200);
    api.advance(3_601_000);
    expect((await again()).status).toBe(202);
    expect(await mailsOf(user, 'verify-email')).toBe(4);
  });
});

describe('a forgotten password', () => {
  const ask = (email: string) => post('/auth/request-password-reset', { email });

  test('gets the same answer for a known and an unknown address, three times an hour', async () => {
    const user = await api.newUser();
    const known = await ask(user.email);
    const unknown = await ask('nobody-at-all@example.test');
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    expect(known.status).toBe(202);
    for (const email of [user.email, 'nobody-at-all@example.test']) {
      expect([(await ask(email)).status, (await ask(email)).status, (await ask(email)).status]).toEqual([
        202, 202, 429,
      ]);
    }
    expect(await mailsOf(user, 'reset-password')).toBe(3);
  });

  test('is set anew once, which ends every session and tells the user', async () => {
    const user = await api.newUser();
    await ask(user.email);
    const older = await mailedToken(user.id, 'reset-password');
    await ask(user.email);
    const token = await mailedToken(user.id, 'reset-password');
    expect(token).not.toBe(older);

    const weak = await post('/auth/reset-password', { token, password: 'Password123' });
    expect(weak.body.error.code).toBe('accounts.breached_password');
    const password = goodPassword();
    expect((await post('/auth/reset-password', { token, password })).status).toBe(200);
    expect(await statusOf(user.token)).toBe(401);
    expect((await login(user, user.password)).status).toBe(401);
    expect((await login(user, password)).status).toBe(200);
    expect(await mailsOf(user, 'password-changed')).toBe(1);
    for (const used of [token, older]) {
      const again = await post('/auth/reset-password', { token: used, password: goodPassword() });
      expect(again.body.error.code).toBe('accounts.link_invalid');
    }
    expect((await login(user, password)).status).toBe(200);
  });

  test('with one link used twice at the same time is set once', async () => {
    const user = await api.newUser();
    await ask(user.email);
    const token = await mailedToken(user.id, 'reset-password');
    const passwords = [goodPassword(), goodPassword()];
    const answers = await Promise.all(
      passwords.map((password) => post('/auth/reset-password', { token, password })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    const winner = passwords[answers.findIndex(({ status }) => status === 200)] ?? '';
    expect((await login(user, winner)).status).toBe(200);
  });

  test('has an hour; a confirmation link does not open it', async () => {
    const user = await api.newUser();
    const verify = await mailedToken(user.id, 'verify-email');
    expect((await post('/auth/reset-password', { token: verify, password: goodPassword() })).status).toBe(
      422,
    );
    await ask(user.email);
    const token = await mailedToken(user.id, 'reset-password');
    api.advance(3_601_000);
    expect((await post('/auth/reset-password', { token, password: goodPassword() })).status).toBe(422);
  });
});

describe('changing the password', () => {
  test('needs the current one, keeps this session and ends the others', async () => {
    const user = await api.newUser();
    const other = (await login(user, user.password)).body.accessToken;
    const newPassword = goodPassword();
    const change = (currentPassword: string, wanted = newPassword) =>
      post('/user/change-password', { currentPassword, newPassword: wanted }, user.token);
    const wrong = await change('not the password');
    expect(wrong.status).toBe(422);
    expect(wrong.body.error).toMatchObject({
      code: 'accounts.wrong_password',
      details: { fields: { currentPassword: expect.any(String) } },
    });
    expect((await change(user.password, 'qwerty12345')).body.error.code).toBe('accounts.breached_password');
    expect(await statusOf(other)).toBe(200);

    expect((await change(user.password)).status).toBe(200);
    expect(await statusOf(user.token)).toBe(200);
    expect(await statusOf(other)).toBe(401);
    expect((await login(user, user.password)).status).toBe(401);
    expect((await login(user, newPassword)).status).toBe(200);
    expect(await mailsOf(user, 'password-changed')).toBe(1);
  });
});

test('a hash made with older parameters is renewed by the next sign-in', async () => {
  const { hash } = await import('@node-rs/argon2');
  const user = await api.newUser();
  const { users } = api.runtime.mongo.models;
  const passwordHash = await hash(user.password, { memoryCost: 8_192, timeCost: 1 });
  await users.updateOne({ _id: user.id }, { $set: { passwordHash } });
  expect((await login(user, user.password)).status).toBe(200);
  expect((await users.findById(user.id).orFail().lean()).passwordHash).toMatch(/m=19456,t=2,p=1/);
  expect((await login(user, user.password)).status).toBe(200);
});
