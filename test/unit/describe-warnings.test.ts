import { describe, expect, test } from '@jest/globals';
import { describeWarnings } from '../../domains/memories/backup/describe-warnings.ts';
import type { BackupFigures } from '../../domains/memories/backup/measure-backup.ts';
import { Warning } from '../../schemas/contracts/common.ts';

const figures = (...problems: [code: string, count: number][]): BackupFigures => ({
  photos: 0,
  storedPhotos: 0,
  newPhotos: 0,
  failedPhotos: 0,
  damagedPhotos: 0,
  rendered: 0,
  captioned: 0,
  posts: 0,
  problems: problems.map(([code, count]) => ({ code, count, names: ['2019-05-05'] })),
});

test('where nothing is wrong nothing is said', () => {
  expect(describeWarnings([], figures(), 0)).toEqual([]);
});

describe('one photo and several are spoken of rightly', () => {
  test.each([
    ['gone', '1 photo is no longer at Facebook.', '3 photos are no longer at Facebook.'],
    [
      'not_a_picture',
      '1 photo is not to be had: Facebook sent something that is not a picture.',
      '3 photos are not to be had: Facebook sent something that is not a picture.',
    ],
    [
      'damaged',
      '1 photo is damaged at Facebook; kept as downloaded.',
      '3 photos are damaged at Facebook; kept as downloaded.',
    ],
    [
      'too_large',
      '1 photo is larger than this installation allows.',
      '3 photos are larger than this installation allows.',
    ],
    [
      'no_address',
      '1 photo is listed by Facebook without an address.',
      '3 photos are listed by Facebook without an address.',
    ],
    [
      'unavailable',
      '1 photo could not be downloaded from Facebook. Try again later.',
      '3 photos could not be downloaded from Facebook. Try again later.',
    ],
  ])('%s', (code, one, several) => {
    for (const [count, message] of [
      [1, one],
      [3, several],
    ] as const) {
      const [warning] = describeWarnings([], figures([code, count]), 0);
      expect(warning).toMatchObject({
        code: `memories.photo_${code}`,
        message,
        count,
        items: ['2019-05-05'],
      });
    }
  });

  test('captions', () => {
    const messageFor = (count: number) => describeWarnings([], figures(), count)[0]?.message;
    expect(messageFor(1)).toBe('1 picture has no caption yet. Try again, or write your own.');
    expect(messageFor(2)).toBe('2 pictures have no caption yet. Try again, or write your own.');
  });
});

test('each is a warning of the contract, says what to do, and the whole comes first', () => {
  const notes = [
    'reconnect_needed',
    'posts_permission_missing',
    'photos_permission_missing',
    'listing_failed',
  ];
  const warnings = describeWarnings(
    [...notes, 'page_limit_reached'],
    figures(['gone', 2], ['refused', 1]),
    4,
  );
  for (const warning of warnings) {
    expect(Warning.parse(warning)).toEqual(warning);
    expect(warning.message).toMatch(/^[A-Z0-9].*\.$/);
  }
  expect(warnings.map(({ code, action }) => [code, action])).toEqual([
    ['memories.reconnect_needed', 'reconnect_facebook'],
    ['memories.posts_permission_missing', 'grant_permission'],
    ['memories.photos_permission_missing', 'grant_permission'],
    ['memories.listing_failed', 'retry'],
    ['memories.page_limit_reached', 'none'],
    ['memories.photo_gone', 'none'],
    ['memories.photo_refused', 'retry'],
    ['memories.captions_missing', 'retry'],
  ]);
});

test('a note that no version knows is left out', () => {
  expect(describeWarnings(['of_another_version'], figures(), 0)).toEqual([]);
});
