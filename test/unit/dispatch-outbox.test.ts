import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { WorkflowStartOptions } from '@temporalio/client';
import { ulid } from 'ulid';
import { dispatchOutbox } from '../../domains/jobs/dispatch-outbox.ts';
import { enqueueWorkflow, type WorkflowStart } from '../../domains/jobs/enqueue-workflow.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { createLogger } from '../../runtime/logger.ts';
import { migrate } from '../../runtime/migrate.ts';
import { connectMongo, type Mongo } from '../../runtime/mongo.ts';
import { testEnv } from '../support/servers.ts';

let mongo: Mongo;
let now: number;
let started: { type: string; options: WorkflowStartOptions }[];
/** What Temporal does with the next start; null takes it. */
let answer: (type: string) => Promise<unknown> | null;

const start = async (type: string, options: WorkflowStartOptions) => {
  await answer(type);
  started.push({ type, options });
};
const dependencies = (): Pick<Runtime, 'mongo' | 'clock' | 'temporal' | 'logger'> => ({
  mongo,
  clock: { now: () => now, date: () => new Date(now) },
  temporal: { client: { workflow: { start } } } as unknown as Runtime['temporal'],
  logger: createLogger({ level: 'error', process: 'test', destination: { write: () => undefined } }),
});
const away = async () => {
  throw new Error('14 UNAVAILABLE');
};
const works = () => null;
const advance = (seconds: number) => {
  now += seconds * 1000;
};

function enqueue(fields: Partial<WorkflowStart> = {}): Promise<string> {
  const row: WorkflowStart = {
    workspaceId: ulid(),
    workflowType: 'backup',
    workflowId: `backup:${ulid()}`,
    taskQueue: 'workflow',
    input: { backupId: 'b' },
    searchAttributes: { PerennialArea: 'memories' },
    summary: 'Backup facebook-2026, attempt 1',
    ...fields,
  };
  return mongo.transaction((session) => enqueueWorkflow(dependencies(), session, row));
}
const rowOf = (id: string) => mongo.models.outbox.findById(id).orFail().lean();

beforeAll(async () => {
  mongo = await connectMongo((await testEnv('mongo')).MONGODB_URI ?? '');
  await migrate(mongo);
}, 60_000);
afterAll(() => mongo?.close());
beforeEach(async () => {
  await mongo.models.outbox.deleteMany({});
  now = Date.parse('2026-11-21T10:00:00Z');
  started = [];
  answer = works;
});

test('a row becomes a workflow of that id, once', async () => {
  const id = await enqueue({ workspaceId: 'W', workflowId: 'backup:1' });
  expect(await dispatchOutbox(dependencies())).toBe(1);
  expect(started).toHaveLength(1);
  expect(started[0]).toMatchObject({
    type: 'backup',
    options: {
      workflowId: 'backup:1',
      taskQueue: 'workflow',
      args: [{ backupId: 'b' }],
      workflowIdConflictPolicy: 'USE_EXISTING',
      staticSummary: 'Perennial: Backup facebook-2026, attempt 1',
      priority: { fairnessKey: 'W' },
    },
  });
  const attributes = started[0]?.options.typedSearchAttributes;
  expect(JSON.stringify(attributes)).toContain('PerennialArea');
  expect((await rowOf(id)).startedAt).toEqual(new Date(now));
  advance(3_600);
  expect(await dispatchOutbox(dependencies())).toBe(0);
  expect(started).toHaveLength(1);
});

test('while Temporal is away rows stay, are tried at growing intervals up to 70 seconds, and start when it is back', async () => {
  answer = away;
  const id = await enqueue();
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 12; attempt += 1) {
    expect(await dispatchOutbox(dependencies())).toBe(0);
    const row = await rowOf(id);
    expect([row.attempts, row.startedAt]).toEqual([attempt, null]);
    const wait = row.nextAttemptAt.getTime() - now;
    waits.push(wait / 1000);
    now += wait - 1;
    // Not a moment before its time.
    await dispatchOutbox(dependencies());
    expect((await rowOf(id)).attempts).toBe(attempt);
    now += 1;
  }
  expect(waits).toEqual([10, 11, 14, 19, 26, 35, 46, 59, 70, 70, 70, 70]);
  answer = works;
  expect(await dispatchOutbox(dependencies())).toBe(1);
  expect((await rowOf(id)).startedAt).not.toBeNull();
});

test('a process that dies in the middle of a start leaves it to the next', async () => {
  const id = await enqueue();
  await new Promise<void>((atWork) => {
    answer = () => {
      atWork();
      return new Promise(() => undefined);
    };
    void dispatchOutbox(dependencies());
  });
  answer = works;
  expect(await dispatchOutbox(dependencies())).toBe(0);
  advance(10);
  expect(await dispatchOutbox(dependencies())).toBe(1);
  expect((await rowOf(id)).startedAt).not.toBeNull();
});

describe('several dispatchers', () => {
  test('at once start each row once', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => enqueue()));
    const counts = await Promise.all(Array.from({ length: 4 }, () => dispatchOutbox(dependencies())));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(12);
    expect(new Set(started.map(({ options }) => options.workflowId)).size).toBe(12);
    for (const id of ids) expect((await rowOf(id)).startedAt).not.toBeNull();
  });

  test('may be told which row is theirs', async () => {
    const [mine, other] = [await enqueue(), await enqueue()];
    expect(await dispatchOutbox(dependencies(), mine)).toBe(1);
    expect((await rowOf(mine)).startedAt).not.toBeNull();
    expect((await rowOf(other)).attempts).toBe(0);
  });
});

test('one row that can’t be started keeps the others back for one round only', async () => {
  const bad = await enqueue({ workflowType: 'sendMail' });
  const good = await enqueue();
  answer = (type) => (type === 'sendMail' ? away() : null);
  await dispatchOutbox(dependencies());
  await dispatchOutbox(dependencies());
  expect((await rowOf(good)).startedAt).not.toBeNull();
  expect((await rowOf(bad)).startedAt).toBeNull();
});
