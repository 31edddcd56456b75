import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Job, JobState } from '../../schemas/contracts/jobs.ts';
import { seedConnection, seedEmptyBackup, seedJob } from '../support/seed-backup.ts';
import { startApi, type TestApi, type TestUser } from '../support/start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
}, 60_000);
afterAll(() => api?.close());

const get = async (user: TestUser, query = '') =>
  (await api.call('GET', `/api/v1/jobs${query}`, { token: user.token })).body;
const act = (user: TestUser, jobId: string, action: 'cancel' | 'retry') =>
  api.call('POST', `/api/v1/jobs/${jobId}/${action}`, { token: user.token });
const idsOf = (page: { items: Job[] }) => page.items.map(({ id }) => id);
const outboxOf = (user: TestUser) =>
  api.runtime.mongo.models.outbox.find({ workspaceId: user.workspaceId }).sort({ _id: 1 }).lean();

describe('the list of jobs', () => {
  test('is paged, newest first, and filtered by state', async () => {
    const user = await api.newUser();
    const states: JobState[] = ['succeeded', 'failed', 'running', 'failed', 'queued', 'partial', 'failed'];
    const made: { id: string; state: JobState }[] = [];
    for (const state of states) {
      made.unshift({ id: (await seedJob(api.runtime, user, { state }))._id, state });
      // Ids of one millisecond are in no order.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await get(user, `?limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...idsOf(page));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect(seen).toEqual(made.map(({ id }) => id));
    const failed = made.filter(({ state }) => state === 'failed').map(({ id }) => id);
    expect(idsOf(await get(user, '?state=failed'))).toEqual(failed);
    const first = await get(user, '?state=failed&kind=backup&limit=2');
    const second = await get(user, `?state=failed&kind=backup&limit=2&cursor=${first.nextCursor}`);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(failed);
    expect(second.nextCursor).toBeNull();
  });

  test.each(['state=done', 'kind=video', 'limit=0', 'limit=1000'])('refuses ?%s', async (query) => {
    const { success, error } = await get(await api.newUser(), `?${query}`);
    expect([success, error.code, Object.keys(error.details.fields)]).toEqual([
      false,
      'common.invalid',
      [query.split('=')[0]],
    ]);
  });
});

test('a job is shown as it stands', async () => {
  const user = await api.newUser();
  const job = await seedJob(api.runtime, user, { state: 'running', percent: 12.5, counts: { photos: 3 } });
  expect(await get(user, `/${job._id}`)).toEqual({
    id: job._id,
    workspaceId: user.workspaceId,
    kind: 'backup',
    state: 'running',
    subject: job.subject,
    steps: job.steps,
    percent: 12.5,
    etaSeconds: null,
    counts: { photos: 3 },
    warnings: [],
    result: null,
    error: null,
    cancelRequested: false,
    attempt: 1,
    version: 0,
    createdAt: job.createdAt.toISOString(),
    startedAt: null,
    finishedAt: null,
  });
});

describe('cancelling', () => {
  test.each(['queued', 'running'] as const)(
    'a %s job is noted, even while Temporal is away',
    async (state) => {
      const user = await api.newUser();
      const job = await seedJob(api.runtime, user, { state });
      const { status, body } = await act(user, job._id, 'cancel');
      expect([status, body.cancelRequested, body.state, body.version]).toEqual([202, true, state, 1]);
      const { jobs } = api.runtime.mongo.models;
      const noted = await jobs.findOne({ _id: job._id, workspaceId: user.workspaceId }).lean();
      api.advance(5_000);
      expect((await act(user, job._id, 'cancel')).status).toBe(202);
      const still = await jobs.findOne({ _id: job._id, workspaceId: user.workspaceId }).lean();
      expect(still?.cancelRequestedAt).toEqual(noted?.cancelRequestedAt);
    },
  );

  test.each(['succeeded', 'partial', 'failed', 'cancelled'] as const)('a %s job is 409', async (state) => {
    const user = await api.newUser();
    const job = await seedJob(api.runtime, user, { state });
    const { status, body } = await act(user, job._id, 'cancel');
    expect([status, body.error.code, body.error.details]).toEqual([409, 'jobs.not_running', { state }]);
    expect((await get(user, `/${job._id}`)).cancelRequested).toBe(false);
  });
});

describe('trying again', () => {
  test.each(['failed', 'cancelled', 'partial'] as const)(
    'takes a %s job up as its next attempt',
    async (state) => {
      const user = await api.newUser();
      const { job, backup } = await seedEmptyBackup(api.runtime, user, { state });
      const { jobs, backups } = api.runtime.mongo.models;
      await jobs.updateOne(
        { _id: job._id, workspaceId: user.workspaceId },
        {
          $set: {
            percent: 70,
            error: { code: 'memories.failed', message: 'It failed.' },
            warnings: [{ code: 'memories.photo_gone', message: '1 photo is gone.', action: 'none' }],
            cancelRequestedAt: new Date(),
            finishedAt: new Date(),
          },
        },
      );
      const { status, body } = await act(user, job._id, 'retry');
      expect(status).toBe(202);
      expect(body).toMatchObject({
        id: job._id,
        state: 'queued',
        attempt: 2,
        version: 1,
        percent: 0,
        error: null,
        warnings: [],
        cancelRequested: false,
        finishedAt: null,
      });
      expect(await outboxOf(user)).toMatchObject([
        { workflowId: `backup:${backup._id}`, startedAt: null, input: { jobId: job._id, attempt: 2 } },
      ]);
      expect(await backups.findOne({ _id: backup._id, workspaceId: user.workspaceId }).lean()).toMatchObject({
        state: 'queued',
      });
    },
  );

  test.each(['queued', 'running', 'succeeded'] as const)('a %s job is 409', async (state) => {
    const user = await api.newUser();
    const { job } = await seedEmptyBackup(api.runtime, user, { state });
    const { status, body } = await act(user, job._id, 'retry');
    expect([status, body.error.code, body.error.details]).toEqual([409, 'jobs.not_retryable', { state }]);
    expect(await outboxOf(user)).toEqual([]);
  });

  test('several times at once begins one attempt', async () => {
    const user = await api.newUser();
    const { job } = await seedEmptyBackup(api.runtime, user, { state: 'failed' });
    const answers = await Promise.all(Array.from({ length: 4 }, () => act(user, job._id, 'retry')));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409, 409]);
    expect(await outboxOf(user)).toHaveLength(1);
    expect((await get(user, `/${job._id}`)).attempt).toBe(2);
  });

  test('waits while another backup of the account is at work, also when several begin at once', async () => {
    const user = await api.newUser();
    const connection = await seedConnection(api.runtime, user);
    const failed = { state: 'failed' as const, connection };
    const made = [];
    for (let count = 0; count < 4; count += 1) made.push(await seedEmptyBackup(api.runtime, user, failed));
    const answers = await Promise.all([
      ...made.map(({ job }) => act(user, job._id, 'retry')),
      api.call('POST', '/api/v1/memories/backups', {
        token: user.token,
        body: { connectionId: connection._id },
      }),
    ]);
    const [begun] = answers.filter(({ status }) => status === 202);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(4);
    for (const { body } of refused) {
      expect([body.error.code, body.error.details.jobId]).toEqual([
        'memories.backup_running',
        begun?.body.id,
      ]);
    }
    const { backups } = api.runtime.mongo.models;
    expect(await backups.countDocuments({ workspaceId: user.workspaceId, state: 'queued' })).toBe(1);
    expect(await outboxOf(user)).toHaveLength(1);
  });
});
