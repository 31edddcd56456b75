import { expect, test } from '@jest/globals';
import { createByteBudget } from '../../activities/memories/create-byte-budget.ts';

/** Everything that can happen now has happened. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('work waits for room in the order it came, and gives it back', async () => {
  const hold = createByteBudget(100);
  const went: string[] = [];
  const [a, b, c, d] = [hold(), hold(), hold(), hold()];
  const begin = (name: string, one: ReturnType<typeof hold>, bytes: number) =>
    void one.take(bytes).then(() => went.push(name));
  begin('a', a, 60);
  begin('b', b, 60);
  begin('c', c, 10);
  await settle();
  // The small one does not pass: a large one would never get its turn.
  expect(went).toEqual(['a']);
  a.release();
  a.release();
  await settle();
  expect(went).toEqual(['a', 'b', 'c']);
  begin('d', d, 5_000);
  b.release();
  await settle();
  expect(went).toEqual(['a', 'b', 'c']);
  c.release();
  await settle();
  expect(went).toEqual(['a', 'b', 'c', 'd']);
});

test('taking again replaces what was held: a download from a second address does not wait for itself', async () => {
  const one = createByteBudget(100)();
  await one.take(80);
  await one.take(90);
  one.release();
  await one.take(100);
});
