import { describe, expect, test } from '@jest/globals';
import { toFacebookError } from '../../providers/social/facebook/facebook-errors.ts';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  toFacebookError({ status, body, headers: new Headers(headers) });
const graphError = (code: number, more: object = {}) => ({
  error: { message: 'Rosa’s text', type: 'OAuthException', code, fbtrace_id: 'A1', ...more },
});

/** https://developers.facebook.com/docs/graph-api/guides/error-handling */
test.each([
  [400, 190, { error_subcode: 463 }, 'reconnect', false],
  [400, 190, { error_subcode: 460 }, 'reconnect', false],
  [400, 190, { error_subcode: 467 }, 'reconnect', false],
  [400, 190, { error_subcode: 458 }, 'reconnect', false],
  [400, 190, {}, 'reconnect', false],
  [401, 102, {}, 'reconnect', false],
  [403, 10, {}, 'permission_missing', false],
  [403, 200, {}, 'permission_missing', false],
  [400, 299, {}, 'permission_missing', false],
  [403, 4, { is_transient: true }, 'rate_limited', true],
  [400, 17, {}, 'rate_limited', true],
  [400, 32, {}, 'rate_limited', true],
  [400, 613, {}, 'rate_limited', true],
  [400, 341, {}, 'rate_limited', true],
  [429, 9999, {}, 'rate_limited', true],
  // Limits of business use cases: https://developers.facebook.com/docs/graph-api/overview/rate-limiting
  [400, 80_000, {}, 'rate_limited', true],
  [400, 80_001, {}, 'rate_limited', true],
  [400, 80_014, {}, 'rate_limited', true],
  [400, 80_015, {}, 'refused', false],
  [400, 368, {}, 'blocked', false],
  [500, 1, {}, 'unavailable', true],
  [500, 2, { is_transient: true }, 'unavailable', true],
  [400, 2, {}, 'unavailable', true],
  [400, 9999, { is_transient: true }, 'unavailable', true],
  [503, 9999, {}, 'unavailable', true],
  [400, 100, { message: '(#100) Invalid cursors values' }, 'stale_cursor', false],
  [400, 100, { error_subcode: 33 }, 'refused', false],
  [400, 300, {}, 'refused', false],
])('HTTP %i with code %i %j is %s', (status, code, more, expected, retryable) => {
  const error = answer(status, graphError(code, more));
  expect([error?.code, error?.retryable, error?.provider, error?.status]).toEqual([
    expected,
    retryable,
    'facebook',
    status,
  ]);
  const subcode = 'error_subcode' in more ? `/${more.error_subcode}` : '';
  expect(error?.vendorCode).toBe(`${code}${subcode}`);
  // The vendor’s text may name people.
  expect(error?.message).not.toContain('Rosa');
});

test('an error that comes with 200 is one all the same', () => {
  expect(answer(200, graphError(190))?.code).toBe('reconnect');
});

test('good answers are none', () => {
  expect(answer(200, { data: [] })).toBeNull();
  expect(answer(200, { success: true })).toBeNull();
  expect(answer(200, null)).toBeNull();
});

test('an error status without an error in it is judged by the status', () => {
  expect(answer(502, { oops: true })?.code).toBe('unavailable');
  expect(answer(404, null)?.code).toBe('refused');
});

describe('how long to wait', () => {
  const waitOf = (header?: string) =>
    answer(403, graphError(4), header === undefined ? {} : { 'x-business-use-case-usage': header })
      ?.retryAfterMs;
  const usage = (...minutes: number[]) =>
    JSON.stringify({ 1: minutes.map((minute) => ({ estimated_time_to_regain_access: minute })) });

  test.each([
    ['no header', undefined, 60_000],
    ['three minutes', usage(3), 180_000],
    ['the longest of several', usage(1, 7, 2), 420_000],
    ['a day, which is cut', usage(24 * 60), 900_000],
    ['no figure in it', JSON.stringify({ 1: [{ call_count: 100 }] }), 60_000],
    ['nothing to wait for', usage(0), 60_000],
    ['nonsense', 'not json', 60_000],
    ['another form', '[]', 60_000],
  ])('with %s', (_what, header, expected) => {
    expect(waitOf(header)).toBe(expected);
  });

  test.each([
    ['120', 120_000],
    ['86400', 900_000],
    ['soon', 60_000],
  ])('with 429 and Retry-After: %s', (header, expected) => {
    expect(answer(429, null, { 'retry-after': header })).toMatchObject({
      code: 'rate_limited',
      retryAfterMs: expected,
    });
  });
});
