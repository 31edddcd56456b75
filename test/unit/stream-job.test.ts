import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import express from 'express';
import { streamJob } from '../../api/jobs/stream-job.ts';
import type { JobWatcher } from '../../domains/jobs/watch-jobs.ts';
import type { JobDoc } from '../../schemas/models/job.ts';
import { eventually } from '../support/eventually.ts';

const jobAt = (version: number, fields: Partial<JobDoc> = {}): JobDoc => ({
  _id: '01JD0000000000000000000000',
  workspaceId: '01JD0000000000000000000001',
  userId: '01JD0000000000000000000002',
  kind: 'backup',
  state: 'running',
  workflowId: 'backup:x',
  subject: { type: 'backup', id: '01JD0000000000000000000003', name: 'facebook' },
  steps: [],
  percent: 0,
  etaSeconds: null,
  counts: {},
  warnings: [],
  result: null,
  error: null,
  cancelRequestedAt: null,
  attempt: 1,
  version,
  startedAt: null,
  finishedAt: null,
  createdAt: new Date(),
  updatedAt: new Date(),
  ...fields,
});

/** A route over a watcher whose listener the test itself calls. */
async function serve() {
  const watched: { tell: (job: JobDoc) => void; stop: () => void; released: boolean }[] = [];
  const watcher: JobWatcher = {
    watch(_job, tell, stop) {
      const entry = { tell, stop, released: false };
      watched.push(entry);
      return () => {
        entry.released = true;
      };
    },
    close: async () => undefined,
  };
  const app = express();
  app.get('/', (request, response) => streamJob(watcher, jobAt(0), request, response));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, resolve).on('error', reject);
  });
  const subscription = watched[0];
  if (!subscription) throw new Error('Nobody watches.');
  return { answer, subscription };
}
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const idsIn = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
const readAll = async (answer: IncomingMessage) => Buffer.concat(await answer.toArray()).toString();

test('a change that comes after the end is left out, and breaks nothing', async () => {
  const { answer, subscription } = await serve();
  subscription.tell(jobAt(1));
  subscription.tell(jobAt(2, { state: 'failed' }));
  subscription.tell(jobAt(3, { attempt: 2 }));
  subscription.stop();
  expect(idsIn(await readAll(answer))).toEqual([1, 2]);
  await eventually('the watcher is let go', () => subscription.released);
});

test('a client that reads slowly gets the newest state, not every one, and still the last', async () => {
  const { answer, subscription } = await serve();
  const name = 'x'.repeat(1024 * 1024);
  const subject = { type: 'backup', id: '01JD0000000000000000000003', name };
  for (let version = 1; version <= 60; version += 1) {
    subscription.tell(jobAt(version, { subject }));
    await new Promise((resolve) => setImmediate(resolve));
  }
  subscription.tell(jobAt(61, { subject, state: 'succeeded' }));
  const ids = idsIn(await readAll(answer));
  expect(ids.at(-1)).toBe(61);
  expect(ids.length).toBeLessThan(40);
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
});

test('a client that goes away lets the watcher go', async () => {
  const { answer, subscription } = await serve();
  expect(subscription.released).toBe(false);
  answer.destroy();
  await eventually('the watcher is let go', () => subscription.released);
});
