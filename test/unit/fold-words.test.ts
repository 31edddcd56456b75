import { expect, test } from '@jest/globals';
import { foldWords } from '../../domains/memories/pictures/fold-words.ts';

test.each([
  ['Café au LAIT', 'cafe au lait'],
  ['Cafe\u0301', 'cafe'],
  ['Ångström, naïve, Zażółć', 'angstrom, naive, zazolc'],
  ['İstanbul', 'istanbul'],
  ['ΑΘΗΝΑ καλημέρα', 'αθηνα καλημερα'],
  ['ﬁnal １２３', 'final 123'],
  ['Straße', 'strasse'],
  ['ラーメン', 'ラーメン'],
  ['^_^ `x` a·b', '^_^ `x` a·b'],
  ['🐈‍⬛ 👩🏽‍🍳', '🐈‍⬛ 👩🏽‍🍳'],
  ['', ''],
])('%j is folded to %j', (text, folded) => {
  expect(foldWords(text)).toBe(folded);
  expect(foldWords(folded)).toBe(folded);
});

test('parts are put together, missing ones left out, and the whole is bounded', () => {
  expect(foldWords('Porto', null, undefined, '', 'É')).toBe('porto e');
  expect(foldWords()).toBe('');
  expect(foldWords('x'.repeat(10_000))).toHaveLength(4000);
});
