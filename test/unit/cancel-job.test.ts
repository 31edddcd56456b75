import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { WorkflowNotFoundError } from '@temporalio/common';
import { ulid } from 'ulid';
import { cancelJob, deliverCancellations } from '../../domains/jobs/cancel-job.ts';
import { reviveJobs } from '../../domains/jobs/revive-jobs.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { createLogger } from '../../runtime/logger.ts';
import { migrate } from '../../runtime/migrate.ts';
import { connectMongo, type Mongo } from '../../runtime/mongo.ts';
import type { JobDoc } from '../../schemas/models/job.ts';
import { seedJob } from '../support/seed-backup.ts';
import { testEnv } from '../support/servers.ts';

let mongo: Mongo;
/** Workflows that were asked to stop. */
let stopped: string[];
let failure: Error | null;
let status: 'RUNNING' | 'TERMINATED';
/** What happens while Temporal is asked which run there is. */
let meanwhile: () => Promise<unknown>;

const getHandle = (workflowId: string, runId?: string) => ({
  cancel: async () => {
    if (failure) throw failure;
    expect(runId).toBe(`run of ${workflowId}`);
    stopped.push(workflowId);
  },
  describe: async () => {
    if (failure) throw failure;
    await meanwhile();
    return { status: { name: status }, runId: `run of ${workflowId}` };
  },
});
const dependencies = () => ({
  mongo,
  clock: { now: () => Date.now(), date: () => new Date() },
  temporal: { client: { workflow: { getHandle } } } as unknown as Runtime['temporal'],
  logger: createLogger({ level: 'error', process: 'test', destination: { write: () => undefined } }),
});
const newJob = (fields: Partial<JobDoc> = {}) =>
  seedJob({ mongo }, { id: ulid(), workspaceId: ulid() }, { state: 'running', ...fields });
const outboxRow = (job: JobDoc, startedAt: Date | null) =>
  mongo.models.outbox.create({
    _id: ulid(),
    workspaceId: job.workspaceId,
    workflowType: 'backup',
    workflowId: job.workflowId,
    taskQueue: 'workflow',
    input: {},
    startedAt,
    nextAttemptAt: new Date(0),
  });

beforeAll(async () => {
  mongo = await connectMongo((await testEnv('mongo')).MONGODB_URI ?? '');
  await migrate(mongo);
}, 60_000);
afterAll(() => mongo?.close());
beforeEach(async () => {
  await mongo.models.outbox.deleteMany({});
  await mongo.connection.collection('jobs').deleteMany({});
  stopped = [];
  failure = null;
  status = 'RUNNING';
  meanwhile = async () => undefined;
});

test('a wish that Temporal did not hear is told again until the job has ended', async () => {
  const job = await newJob();
  failure = new Error('14 UNAVAILABLE');
  expect((await cancelJob(dependencies(), job)).cancelRequestedAt).not.toBeNull();
  await deliverCancellations(dependencies());
  expect(stopped).toEqual([]);
  failure = null;
  await deliverCancellations(dependencies());
  expect(stopped).toEqual([job.workflowId]);
  await mongo.models.jobs.updateOne(
    { _id: job._id, workspaceId: job.workspaceId },
    { $set: { state: 'cancelled' } },
  );
  await deliverCancellations(dependencies());
  expect(stopped).toHaveLength(1);
});

test('a wish that is delivered late does not stop the next attempt', async () => {
  const job = await newJob();
  await outboxRow(job, new Date());
  meanwhile = () =>
    mongo.models.jobs.updateOne(
      { _id: job._id, workspaceId: job.workspaceId },
      { $set: { cancelRequestedAt: null }, $inc: { attempt: 1 } },
    );
  await cancelJob(dependencies(), job);
  expect(stopped).toEqual([]);
  expect(
    await mongo.models.jobs.findOne({ _id: job._id, workspaceId: job.workspaceId }).lean(),
  ).toMatchObject({
    state: 'running',
    attempt: 2,
  });
});

test('jobs that nobody wants to stop are left alone', async () => {
  await newJob();
  await deliverCancellations(dependencies());
  expect(stopped).toEqual([]);
});

const isOpen = async (row: { _id: string }) =>
  (await mongo.models.outbox.findById(row._id).orFail().lean()).startedAt === null;

test('a workflow that runs is left at work', async () => {
  const job = await newJob();
  const row = await outboxRow(job, new Date());
  await cancelJob(dependencies(), job);
  expect([stopped, await isOpen(row)]).toEqual([[job.workflowId], false]);
});

test('one that is gone, or closed without its job, is started again, so that the job can end', async () => {
  const [gone, closed] = [await newJob(), await newJob()];
  const rows = [await outboxRow(gone, new Date()), await outboxRow(closed, new Date())] as const;
  failure = new WorkflowNotFoundError('workflow not found', gone.workflowId, undefined);
  await cancelJob(dependencies(), gone);
  expect([await isOpen(rows[0]), await isOpen(rows[1])]).toEqual([true, false]);
  failure = null;
  status = 'TERMINATED';
  await cancelJob(dependencies(), closed);
  expect(await isOpen(rows[1])).toBe(true);
});

test('one that has not been started yet is waited for, without haste', async () => {
  const job = await newJob();
  const { _id } = await outboxRow(job, null);
  failure = new WorkflowNotFoundError('workflow not found', job.workflowId, undefined);
  await cancelJob(dependencies(), job);
  expect(await mongo.models.outbox.findById(_id).lean()).toMatchObject({
    startedAt: null,
    nextAttemptAt: new Date(0),
  });
});

test('an open job that has been silent for minutes is looked at, and taken up when its workflow is gone', async () => {
  const [silent, talking] = [await newJob(), await newJob()];
  const rows = [await outboxRow(silent, new Date()), await outboxRow(talking, new Date())] as const;
  await mongo.connection
    .collection('jobs')
    .updateOne({ _id: silent._id as never }, { $set: { updatedAt: new Date(Date.now() - 180_000) } });
  await reviveJobs(dependencies());
  expect([await isOpen(rows[0]), await isOpen(rows[1])]).toEqual([false, false]);
  status = 'TERMINATED';
  await reviveJobs(dependencies());
  expect([await isOpen(rows[0]), await isOpen(rows[1])]).toEqual([true, false]);
});
