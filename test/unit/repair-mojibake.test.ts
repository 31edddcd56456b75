import { describe, expect, test } from '@jest/globals';
import { repairMojibake } from '../../providers/archive/repair-mojibake.ts';

/** What Meta's export makes of a text. */
const damage = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

describe('texts of archives', () => {
  test.each([
    'Été à Köln, ça va ?',
    'नमस्ते दुनिया',
    '土曜日に！日本',
    'مرحبا',
    '👩🏽‍🚀👨‍👩‍👧‍👦 🇫🇷',
    '\ufeffwith a byte order mark',
    'ÿ',
  ])('%s is repaired, and left alone when it was whole', (text) => {
    expect(repairMojibake(damage(text))).toBe(text);
    expect(repairMojibake(text)).toBe(text);
  });

  test.each(['café', '日本', 'naïve – “quoted”', 'plain', '', 'Ã', 'a\u0000b', '\ud83d'])(
    '%j was never damaged',
    (text) => expect(repairMojibake(text)).toBe(text),
  );

  test('a text that has a repaired and a damaged half stays as it is', () => {
    expect(repairMojibake(`日本 ${damage('é')}`)).toBe(`日本 ${damage('é')}`);
  });

  test('twice is the same as once, also for texts that were damaged twice', () => {
    const twice = damage(damage('Zoë 🙌🏾'));
    expect(repairMojibake(twice)).toBe('Zoë 🙌🏾');
    // Any bytes at all: 300 texts from a fixed sequence.
    let seed = 7;
    for (let round = 0; round < 300; round += 1) {
      const units = Array.from({ length: 6 }, () => {
        seed = (seed * 48_271) % 2_147_483_647;
        return seed % 256;
      });
      const once = repairMojibake(String.fromCharCode(...units));
      expect(repairMojibake(once)).toBe(once);
    }
  });
});

describe('values of archives', () => {
  test('keys and nested values are repaired, other values stay', () => {
    const value = { [damage('Prénom')]: [{ [damage('名前')]: damage('Zoë') }], n: 1, no: null, yes: true };
    expect(repairMojibake(value)).toEqual({ Prénom: [{ 名前: 'Zoë' }], n: 1, no: null, yes: true });
  });

  test('a key __proto__ changes no prototype', () => {
    const repaired = repairMojibake(JSON.parse('{"__proto__": {"admin": true}, "a": 1}') as { a: number });
    expect(Object.getPrototypeOf(repaired)).toBe(Object.prototype);
    expect((repaired as { admin?: boolean }).admin).toBeUndefined();
    expect(Object.keys(repaired)).toEqual(['__proto__', 'a']);
  });

  test('depth without end does not end the process', () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown;
    expect(Array.isArray(repairMojibake(deep))).toBe(true);
  });
});
