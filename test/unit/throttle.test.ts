import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createThrottle } from '../../activities/memories/throttle.ts';

const key = { workspaceId: 'w', backupId: 'b', jobId: 'j' };

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('reports that take long never run side by side, and rest twenty times as long', async () => {
  let running = 0;
  let most = 0;
  let made = 0;
  const throttled = createThrottle(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 500));
    running -= 1;
    made += 1;
  });
  for (let second = 0; second < 60; second += 1) {
    throttled(key);
    await jest.advanceTimersByTimeAsync(1_000);
  }
  expect(most).toBe(1);
  expect(made).toBeGreaterThanOrEqual(5);
  expect(made).toBeLessThanOrEqual(6);
});

test('the last call of a burst is reported, and a failing report does not stop the next', async () => {
  const reports: unknown[] = [];
  const throttled = createThrottle(async (_key, report) => {
    reports.push(report?.archive?.done);
    if (reports.length === 1) throw new Error('MongoDB is away');
  });
  for (const done of [1, 2, 3]) throttled(key, { archive: { done, total: 5 } });
  await jest.advanceTimersByTimeAsync(1_000);
  throttled(key, { archive: { done: 4, total: 5 } });
  throttled(key, { archive: { done: 5, total: 5 } });
  await jest.advanceTimersByTimeAsync(2_000);
  expect(reports).toEqual([3, 5]);
});
