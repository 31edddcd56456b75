import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import type { WorkerStatus } from '@temporalio/worker';
import { serveHealth } from '../../workers/serve-health.ts';

const polling = { runState: 'RUNNING', workflowPollerState: 'SHUTDOWN', activityPollerState: 'POLLING' };
const ask = async (path: string, statuses: object[], ping = () => Promise.resolve()) => {
  const workers = statuses.map((status) => ({ getStatus: () => status as WorkerStatus }));
  const server = await serveHealth(0, workers, { ping });
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  const { status } = (await answer.json()) as { status: string };
  server.close();
  server.closeAllConnections();
  return [answer.status, status];
};

test('a worker is ready while all of its pools poll and the database answers', async () => {
  expect(await ask('/readyz', [polling, polling])).toEqual([200, 'ready']);
});
test('it is not while a pool drains, or the database is away, and still lives', async () => {
  expect(await ask('/readyz', [polling, { ...polling, runState: 'DRAINING' }])).toEqual([503, 'unavailable']);
  const away = () => Promise.reject(new Error('away'));
  expect(await ask('/readyz', [polling], away)).toEqual([503, 'unavailable']);
  expect(await ask('/livez', [], away)).toEqual([200, 'alive']);
});
