import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { checkPassword } from '../../domains/accounts/check-password.ts';
import { findWeakness } from '../../domains/accounts/find-weakness.ts';
import {
  hashPassword,
  isOutdated,
  nobodysHash,
  verifyPassword,
} from '../../domains/accounts/hash-password.ts';
import { createLogger } from '../../runtime/logger.ts';

const person = { email: 'maria.fernandes@example.test', name: 'María Fernandes' };

describe('a password is weak', () => {
  test.each([
    ['with the name', 'xx-fernandes-71', /name/],
    ['with a part of the address', 'ilovemaria!!77', /name/],
    ['with the accented name', 'qzmaría0071zz', /name/],
    ['with the product’s name', 'myPerennial#88', /name/],
    ['of one character', 'aaaaaaaaaaaa', /repeats/],
    ['of a repeated block', 'abc1abc1abc1', /repeats/],
    ['of a row of the keyboard', 'qwertyuiop[9', /row/],
    ['of digits in order', '0123456789ab', /row/],
    ['of a decorated common word', 'Sunshine2024!', /common word/],
    ['of a common word in disguise', 'B4sk3tb4ll#1', /common word/],
  ])('%s', (_what, password, reason) => {
    expect(findWeakness(password, person)).toMatch(reason);
  });

  test.each([
    'correct horse battery staple',
    'tR0ub4-dour-x91',
    'ein langer Satz über Äpfel',
    '9482 kesselflicker',
  ])('but not %s', (password) => {
    expect(findWeakness(password, person)).toBeNull();
  });
});

describe('the hash', () => {
  test('knows its password, however the letters were composed', async () => {
    const hash = await hashPassword('Caf\u00e9 au lait 77');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(hash, 'Cafe\u0301 au lait 77')).toBe(true);
    expect(await verifyPassword(hash, 'Cafe au lait 77')).toBe(false);
  });

  test('for unknown addresses costs what a real one costs, and no password opens it', async () => {
    expect(isOutdated(nobodysHash)).toBe(false);
    expect(isOutdated(nobodysHash.replace('t=2', 't=1'))).toBe(true);
    expect(await verifyPassword(nobodysHash, '')).toBe(false);
  });
});

describe('a breached password', () => {
  const logger = createLogger({ level: 'silent', process: 'test' });
  const password = 'plum-tractor-41-violin';
  const sha1 = createHash('sha1').update(password).digest('hex').toUpperCase();
  const check = (BREACHED_PASSWORD_API: string, fetch: typeof globalThis.fetch) =>
    checkPassword(
      { env: { BREACHED_PASSWORD_API } as never, logger, fetch },
      password,
      person,
      'newPassword',
    );
  const answering =
    (text: string, status = 200) =>
    async () =>
      new Response(text, { status });

  test('is refused when the range service counts it; only five characters of the hash leave', async () => {
    const asked: Request[] = [];
    const fetch = async (input: unknown, init?: RequestInit) => {
      asked.push(new Request(input as string, init));
      return new Response(`0000000000000000000000000000000000A:3\r\n${sha1.slice(5)}:17\r\n`);
    };
    await expect(check('https://range.example.test', fetch as never)).rejects.toMatchObject({
      status: 422,
      code: 'accounts.breached_password',
      details: { fields: { newPassword: expect.any(String) } },
    });
    expect(asked[0]?.url).toBe(`https://range.example.test/range/${sha1.slice(0, 5)}`);
    expect(asked[0]?.headers.get('add-padding')).toBe('true');
  });

  test('passes as padding, when the service fails, and when it never answers', async () => {
    await expect(
      check('https://r.example.test', answering(`${sha1.slice(5)}:0\r\n`) as never),
    ).resolves.toBeUndefined();
    await expect(check('https://r.example.test', answering('no', 500) as never)).resolves.toBeUndefined();
    const never = (_url: unknown, init?: RequestInit) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    await expect(check('https://r.example.test', never as never)).resolves.toBeUndefined();
  });

  test('of the bundled list is refused without asking anybody, in capitals too', async () => {
    const fetch = () => Promise.reject(new Error('must not be asked'));
    const dependencies = { env: { BREACHED_PASSWORD_API: '' } as never, logger, fetch: fetch as never };
    await expect(checkPassword(dependencies, 'Password123', person, 'password')).rejects.toMatchObject({
      code: 'accounts.breached_password',
    });
  });
});
