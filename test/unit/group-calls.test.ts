import { expect, test } from '@jest/globals';
import { groupCalls } from '../../domains/memories/backup/group-calls.ts';

test('calls that come while one is at work are worked on together, each with its own result', async () => {
  const groups: number[][] = [];
  let open: (() => void) | undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const double = groupCalls(async (items: number[]) => {
    groups.push(items);
    await gate;
    return items.map((item) => 2 * item);
  });
  const first = double(1);
  await Promise.resolve();
  await Promise.resolve();
  const others = [double(2), double(3)];
  open?.();
  expect(await Promise.all([first, ...others])).toEqual([2, 4, 6]);
  expect(groups).toEqual([[1], [2, 3]]);
});

test('a group that fails fails all of its calls, and those after it are worked on', async () => {
  const work = groupCalls(async (items: string[]) => {
    if (items.includes('bad')) throw new Error('Refused.');
    return items;
  });
  const together = await Promise.allSettled([work('good'), work('bad')]);
  expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await work('good')).toBe('good');
});
