import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { ImportReport } from '../../schemas/contracts/imports.ts';
import type { Job } from '../../schemas/contracts/jobs.ts';
import { foundNothing } from '../../web/src/jobs/found-nothing.ts';
import { canTryAgain } from '../../web/src/memories/can-try-again.ts';
import { adviceFor, skippedLine } from '../../web/src/memories/report/report-words.ts';
import { formatBytes } from '../../web/src/words/format-number.ts';

const { NumberFormat } = Intl;
afterEach(() => {
  jest.restoreAllMocks();
});

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [807, '807 bytes'],
  [27_000_000, '27 MB'],
])('a size of %d is written as %s', (bytes, words) => {
  // Sizes are written in the language of the device: here it is English on every machine.
  jest
    .spyOn(Intl, 'NumberFormat')
    .mockImplementation((_language, options) => new NumberFormat('en', options));
  expect(formatBytes(bytes)).toBe(words);
});

describe('an import report', () => {
  const none = { found: 0, imported: 0, merged: 0, remoteOnly: 0 };
  const report = (
    photos: Partial<ImportReport['photos']>,
    posts: Partial<ImportReport['posts']> = {},
    problemsTotal = 0,
  ): ImportReport => ({
    network: 'instagram',
    era: '2024 on',
    account: { name: 'Maya', username: null },
    parts: [],
    photos: { ...none, missing: 0, unreadable: 0, ...photos },
    posts: { ...none, ...posts },
    albums: 0,
    comments: 0,
    skipped: [],
    problems: [],
    problemsTotal,
  });

  test('of an archive without photos and posts says so, and how to ask for one that has them', () => {
    const advice = adviceFor(report({ remoteOnly: 12 }));
    expect(advice?.text).toMatch(/no photo and no post.*Instagram.*posts and photos.*JSON/);
  });

  test('does not take a damaged archive for an empty one', () => {
    expect(adviceFor(report({}, {}, 1))).toBeNull();
  });

  test('tells of missing parts, and has no advice where nothing is missing', () => {
    expect(adviceFor(report({ found: 3, imported: 2, missing: 1 }))?.text).toMatch(/^1 photo .* is not in/);
    expect(adviceFor(report({}, { found: 1, imported: 1 }))).toBeNull();
  });

  test('counts what was left out in good grammar', () => {
    expect(skippedLine({ what: 'messages', count: 1 })).toMatch(/^1 message file\. It is /);
    expect(skippedLine({ what: 'other', count: 1 })).toMatch(/^1 other file\. It holds /);
    expect(skippedLine({ what: 'other', count: 2 })).toMatch(/^2 other files\. They hold /);
  });
});

test('only an import without photos and posts found nothing', () => {
  expect(foundNothing({ kind: 'import', state: 'succeeded', counts: { photos: 0, posts: 0 } })).toBe(true);
  expect(foundNothing({ kind: 'import', state: 'succeeded', counts: { photos: 0, posts: 1 } })).toBe(false);
  expect(foundNothing({ kind: 'verification', state: 'succeeded', counts: {} })).toBe(false);
});

describe('photos that could not be saved', () => {
  const job = (state: Job['state'], ...warnings: [code: string, action: 'retry' | 'none'][]) =>
    ({ state, warnings: warnings.map(([code, action]) => ({ code, message: '', action })) }) as Job;

  test('are offered for another try when it may help one of them', () => {
    const partial = job('partial', ['memories.photo_gone', 'none'], ['memories.photo_unavailable', 'retry']);
    expect(canTryAgain({ source: 'network' }, partial)).toBe(true);
    expect(canTryAgain({ source: 'network' }, job('failed'))).toBe(true);
  });

  test('are not offered when it can’t: a file of an archive that is no picture, or not there', () => {
    const partial = job(
      'partial',
      ['memories.photo_not_a_picture', 'none'],
      ['memories.photo_missing', 'none'],
      ['memories.captions_missing', 'retry'],
    );
    expect(canTryAgain({ source: 'archive' }, partial)).toBe(false);
    expect(canTryAgain({ source: 'archive' }, job('partial'))).toBe(false);
    expect(canTryAgain({ source: 'network' }, job('partial', ['memories.photo_gone', 'none']))).toBe(false);
  });
});
