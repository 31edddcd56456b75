import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createEnvelopes } from '../../runtime/envelope.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });
const [old, current] = [key('2025'), key('2026')];
const place = 'workspace|connection|token';
const secret = 'EAAB-päß-🔑';

describe('an envelope', () => {
  const envelopes = createEnvelopes([current]);

  test('gives back what was sealed, and shows none of it', () => {
    const sealed = envelopes.seal(secret, place);
    expect(envelopes.open(sealed, place)).toBe(secret);
    expect(sealed).not.toContain('EAAB');
    expect(JSON.parse(sealed)).toEqual({
      v: 1,
      kid: '2026',
      iv: expect.any(String),
      ct: expect.any(String),
      tag: expect.any(String),
    });
    expect(envelopes.open(envelopes.seal('', place), place)).toBe('');
  });

  test('is another each time', () => {
    const ivs = Array.from({ length: 50 }, () => JSON.parse(envelopes.seal(secret, place)).iv);
    expect(new Set(ivs).size).toBe(50);
  });

  test('opens only where it belongs', () => {
    const sealed = envelopes.seal(secret, place);
    for (const other of ['', 'workspace|other|token', `${place} `]) {
      expect(() => envelopes.open(sealed, other)).toThrow();
    }
  });

  test.each(['iv', 'ct', 'tag'] as const)('whose %s was changed or cut does not open', (part) => {
    const sealed = JSON.parse(envelopes.seal(secret, place));
    const bytes = Buffer.from(sealed[part], 'base64');
    const changed = Buffer.from(bytes);
    changed[0] = (changed[0] ?? 0) ^ 1;
    for (const forged of [changed, bytes.subarray(0, 4), Buffer.alloc(0)]) {
      const text = JSON.stringify({ ...sealed, [part]: forged.toString('base64') });
      expect(() => envelopes.open(text, place)).toThrow();
    }
  });
});

describe('keys', () => {
  test('that came before still open; what they sealed is stale', () => {
    const before = createEnvelopes([old]);
    const after = createEnvelopes([current, old]);
    const sealed = before.seal(secret, place);
    expect([before.isStale(sealed), after.isStale(sealed)]).toEqual([false, true]);
    expect(after.open(sealed, place)).toBe(secret);
    const again = after.seal(after.open(sealed, place), place);
    expect([after.isStale(again), createEnvelopes([current]).open(again, place)]).toEqual([false, secret]);
  });

  test('that are unknown are named, not the secret', () => {
    const sealed = createEnvelopes([old]).seal(secret, place);
    expect(() => createEnvelopes([current]).open(sealed, place)).toThrow(/2025/);
  });

  test('of the same name but other content open nothing', () => {
    const sealed = createEnvelopes([old]).seal(secret, place);
    expect(() => createEnvelopes([key('2025')]).open(sealed, place)).toThrow();
  });

  test('are needed', () => {
    expect(() => createEnvelopes([])).toThrow(/key/);
  });
});
