import { describe, expect, test } from '@jest/globals';
import { createLogger } from '../../runtime/logger.ts';

function capture() {
  const lines: string[] = [];
  const logger = createLogger({
    level: 'trace',
    process: 'test',
    destination: { write: (line) => void lines.push(line) },
  });
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') };
}
const canary = 'canary-7f3k';

describe('a secret', () => {
  test.each([
    'password',
    'newPassword',
    'currentPassword',
    'token',
    'accessToken',
    'access_token',
    'refreshToken',
    'refresh_token',
    'code',
    'state',
    'email',
    'authorization',
    'cookie',
    'secret',
    'url',
  ])('named %s is blanked, down to three levels and in lists', (name) => {
    const { logger, lines } = capture();
    logger.info({ [name]: canary }, 'top');
    logger.info({ a: { [name]: canary } }, 'one');
    logger.info({ a: { b: { [name]: canary } } }, 'two');
    logger.info({ a: { b: { c: { [name]: canary } } } }, 'three');
    logger.info({ list: [{ [name]: canary }] }, 'list');
    logger.child({ request: { [name]: canary } }).info('child');
    expect(lines).toHaveLength(6);
    for (const line of lines) expect([line, line.includes(canary)]).toEqual([line, false]);
    expect(lines.join('')).toContain('[redacted]');
  });

  test('in the query of an address stays out of errors and their causes', () => {
    const { logger, lines, last } = capture();
    const inner = new Error(`GET https://graph.facebook.com/me?access_token=${canary} failed`);
    const error = new Error(`could not read http://127.0.0.1:9/x?sig=${canary}&se=1, sorry`, {
      cause: inner,
    });
    logger.error({ err: error }, 'failed');
    expect(lines.join('')).not.toContain(canary);
    expect(last().err.message).toBe('could not read http://127.0.0.1:9/x?… sorry');
    expect(last().err.cause.message).toBe('GET https://graph.facebook.com/me?… failed');
  });

  test('that an SDK hangs on its errors stays out', () => {
    const { logger, lines, last } = capture();
    const request = { headers: { authorization: `Bearer ${canary}` }, body: canary };
    const error = Object.assign(new Error('429'), {
      request,
      response: { request },
      config: canary,
      details: canary,
    });
    logger.warn({ err: error }, 'refused');
    logger.warn({ err: { message: 'no Error', request } }, 'refused');
    expect(lines.join('')).not.toContain(canary);
    expect(last().msg).toBe('refused');
  });
});

test('what operators need of an error is there', () => {
  const { logger, last } = capture();
  const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
  const error = Object.assign(new Error('Facebook asks us to slow down.', { cause }), {
    name: 'ProviderError',
    provider: 'facebook',
    code: 'rate_limited',
    vendorCode: '4',
    status: 403,
  });
  logger.warn({ err: error, jobId: '01JD' }, 'later');
  expect(last()).toMatchObject({
    level: 40,
    process: 'test',
    msg: 'later',
    jobId: '01JD',
    err: {
      type: 'ProviderError',
      message: 'Facebook asks us to slow down.',
      stack: expect.stringContaining('logger.test.ts'),
      errorCode: 'rate_limited',
      vendorCode: '4',
      status: 403,
      provider: 'facebook',
      cause: { errorCode: 'ECONNREFUSED' },
    },
  });
  expect(Date.parse(last().time)).toBeGreaterThan(0);
});

test('levels below the chosen one are silent', () => {
  const lines: string[] = [];
  const logger = createLogger({
    level: 'warn',
    process: 'test',
    destination: { write: (line) => void lines.push(line) },
  });
  logger.info('quiet');
  logger.warn('loud');
  expect(lines).toHaveLength(1);
});
