import { expect, test } from '@jest/globals';
import { forEachLimit } from '../../domains/memories/backup/for-each-limit.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

test.each([
  [20, 4, 4],
  [3, 10, 3],
  [5, 1, 1],
])('%i items, %i at a time: each once, and never more than that', async (count, limit, most) => {
  const items = Array.from({ length: count }, (_, index) => index);
  const seen: number[] = [];
  let running = 0;
  let highest = 0;
  await forEachLimit(items, limit, async (item) => {
    running += 1;
    highest = Math.max(highest, running);
    await turn();
    seen.push(item);
    running -= 1;
  });
  expect(seen.sort((a, b) => a - b)).toEqual(items);
  expect(highest).toBe(most);
});

test('no items are no work', async () => {
  await forEachLimit([], 3, async () => {
    throw new Error('Nothing was to do.');
  });
});

test('after an error no new one begins, those at work are waited for, and it is thrown', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const work = forEachLimit([1, 2, 3, 4, 5, 6, 7, 8], 3, async (item) => {
    begun.push(item);
    if (item === 2) throw new Error('item 2');
    for (let turns = 0; turns < 5; turns += 1) await turn();
    ended.push(item);
  });
  await expect(work).rejects.toThrow('item 2');
  expect([begun, ended]).toEqual([
    [1, 2, 3],
    [1, 3],
  ]);
});
