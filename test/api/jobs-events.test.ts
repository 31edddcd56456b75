import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { JobDoc } from '../../schemas/models/job.ts';
import { readEvents } from '../support/read-events.ts';
import { seedJob } from '../support/seed-backup.ts';
import { startApi, type TestApi, type TestUser } from '../support/start-api.ts';

let api: TestApi;
let user: TestUser;
beforeAll(async () => {
  api = await startApi();
  user = await api.newUser();
}, 60_000);
afterAll(() => api?.close());

/** As activities do it: fields and version in one write. */
const change = (at: TestApi, job: JobDoc, fields: Partial<JobDoc>) =>
  at.runtime.mongo.models.jobs.updateOne(
    { _id: job._id, workspaceId: job.workspaceId },
    { $set: fields, $inc: { version: 1 } },
  );
const newJob = () => seedJob(api.runtime, user, { state: 'running' });

test('watching begins with the present state, follows each version, and ends with the job', async () => {
  const job = await newJob();
  await change(api, job, { percent: 5 });
  const events = await readEvents(api, user, job._id);
  expect([events.status, events.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  expect(events.headers.get('cache-control')).toMatch(/no-store.*no-transform/);
  const first = await events.next();
  expect(first).toMatchObject({ id: 1, job: { id: job._id, percent: 5, version: 1, state: 'running' } });
  const { body } = await api.call('GET', `/api/v1/jobs/${job._id}`, { token: user.token });
  expect(first?.job).toEqual(body);
  for (const percent of [10, 20, 30]) {
    await change(api, job, { percent });
    const event = await events.next();
    expect(event).toMatchObject({ id: event?.job.version, job: { percent } });
  }
  await change(api, job, { state: 'succeeded', percent: 100 });
  expect(await events.next()).toMatchObject({ id: 5, job: { state: 'succeeded' } });
  expect(await events.next()).toBeNull();
});

test('an ended job is told once', async () => {
  const job = await seedJob(api.runtime, user, { state: 'partial' });
  const events = await readEvents(api, user, job._id);
  expect((await events.next())?.job.state).toBe('partial');
  expect(await events.next()).toBeNull();
});

test('several may watch, each their own job, and one who leaves disturbs nobody', async () => {
  const [one, other] = [await newJob(), await newJob()];
  const watchers = await Promise.all([one, one, other].map((job) => readEvents(api, user, job._id)));
  for (const events of watchers) expect((await events.next())?.id).toBe(0);
  watchers[0]?.leave();
  await change(api, one, { percent: 50 });
  expect(await watchers[1]?.next()).toMatchObject({ id: 1, job: { id: one._id, percent: 50 } });
  await change(api, other, { state: 'failed', error: { code: 'memories.x', message: 'It failed.' } });
  expect(await watchers[2]?.next()).toMatchObject({ id: 1, job: { id: other._id, state: 'failed' } });
  await change(api, one, { state: 'cancelled' });
  expect(await watchers[1]?.next()).toMatchObject({ id: 2, job: { state: 'cancelled' } });
});

test('cancelling and trying again are seen by who watches', async () => {
  const job = await newJob();
  const events = await readEvents(api, user, job._id);
  await events.next();
  await api.call('POST', `/api/v1/jobs/${job._id}/cancel`, { token: user.token });
  expect((await events.next())?.job).toMatchObject({ cancelRequested: true, state: 'running' });
  events.leave();
});

test('when the server stops, the stream ends, so that clients come back to another', async () => {
  const second = await startApi();
  const owner = await second.newUser();
  const job = await seedJob(second.runtime, owner, { state: 'running' });
  const events = await readEvents(second, owner, job._id);
  expect((await events.next())?.id).toBe(0);
  const ended = events.next();
  await second.close();
  expect(await ended).toBeNull();
});
