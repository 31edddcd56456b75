import { expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { ulid } from 'ulid';
import type { createImportActivities } from '../../activities/memories/create-import-activities.ts';
import type { createMemoriesActivities } from '../../activities/memories/create-memories-activities.ts';
import type { ImportArchiveInput } from '../../schemas/contracts/workflows.ts';
import { createGate, type During, useWorkflowLab, workUntilCancelled } from '../support/workflow-lab.ts';

type Activities = ReturnType<typeof createImportActivities> &
  Pick<
    ReturnType<typeof createMemoriesActivities>,
    'reportSteps' | 'listUncaptioned' | 'captionAsset' | 'writeArchive'
  >;

const lab = useWorkflowLab();

interface Log {
  calls: string[];
  pages: number[];
  endings: unknown[];
  refusals: unknown[];
  captions: string[];
}

/** Activities that only write down that they were called, apart from those a test gives. */
function fakes(own: Partial<Activities> = {}): { activities: Activities; log: Log } {
  const log: Log = { calls: [], pages: [], endings: [], refusals: [], captions: [] };
  const plain: Activities = {
    beginImport: async () => ({ go: true, read: true, captions: true }),
    readArchive: async () => ({ pages: 2 }),
    importPhotos: async ({ page }) => void log.pages.push(page),
    mergeEarlier: async () => undefined,
    refuseImport: async (_key, refusal) => void log.refusals.push(refusal),
    finishImport: async (_key, ending) => {
      log.endings.push(ending);
      return ending.outcome === 'finished' ? 'succeeded' : ending.outcome;
    },
    reportSteps: async (_key, states) => void (states.captions && log.captions.push(states.captions)),
    listUncaptioned: async () => [],
    captionAsset: async () => undefined,
    writeArchive: async () => undefined,
  };
  const merged = { ...plain, ...own };
  const activities = Object.fromEntries(
    Object.entries(merged).map(([name, run]) => [
      name,
      (...args: unknown[]) => {
        if (name !== 'reportSteps') log.calls.push(name);
        return (run as (...given: unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as Activities;
  return { activities, log };
}

const input = (): ImportArchiveInput => ({
  workspaceId: ulid(),
  importId: ulid(),
  backupId: ulid(),
  jobId: ulid(),
  attempt: 1,
  captionWindow: 5,
});

const run = (activities: Activities, during?: During) =>
  lab.run('importArchive', [input()], activities, during);

test('reads, imports, merges, captions and archives in that order, then finishes once', async () => {
  const { activities, log } = fakes({ listUncaptioned: async () => ['a'] });
  expect(await run(activities)).toBe('succeeded');
  expect(log.calls).toEqual([
    ...['beginImport', 'readArchive', 'importPhotos', 'importPhotos', 'mergeEarlier'],
    ...['listUncaptioned', 'captionAsset', 'writeArchive', 'finishImport'],
  ]);
  expect(log.endings).toEqual([{ outcome: 'finished', error: null, attempt: 1 }]);
}, 60_000);

test('a start that was superseded does nothing', async () => {
  const { activities, log } = fakes({
    beginImport: async () => ({ go: false, read: false, captions: false }),
  });
  expect(await run(activities)).toBe('superseded');
  expect(log.calls).toEqual(['beginImport']);
}, 60_000);

test('where all has been read, and nobody captions, only the rest is done', async () => {
  const { activities, log } = fakes({
    beginImport: async () => ({ go: true, read: false, captions: false }),
  });
  expect(await run(activities)).toBe('succeeded');
  expect(log.calls).toEqual(['beginImport', 'mergeEarlier', 'writeArchive', 'finishImport']);
  expect(new Set(log.captions)).toEqual(new Set(['skipped']));
}, 60_000);

test('many pages are imported each once over several runs, with a short history', async () => {
  const { activities, log } = fakes({ readArchive: async () => ({ pages: 450 }) });
  let longest = 0;
  const state = await run(activities, async (handle, client) => {
    const result = await handle.result();
    const first = client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
    longest = Number((await first.describe()).historyLength);
    return result;
  });
  expect(state).toBe('succeeded');
  expect([...log.pages].sort((one, other) => one - other)).toEqual(
    Array.from({ length: 450 }, (_, page) => page),
  );
  expect(log.calls.filter((name) => name === 'readArchive')).toHaveLength(1);
  expect(longest).toBeGreaterThan(1_000);
  expect(longest).toBeLessThan(5_000);
}, 120_000);

test('a refused archive is taken back once its other pages have stopped, and the job says why', async () => {
  let atWork = 0;
  const { activities, log } = fakes({
    readArchive: async () => ({ pages: 9 }),
    importPhotos: async ({ page }) => {
      if (page === 2) throw ApplicationFailure.nonRetryable('It is a bomb.', 'memories.archive_bomb');
      atWork += 1;
      const reason = await workUntilCancelled();
      atWork -= 1;
      throw reason;
    },
    refuseImport: async (_key, refusal) => {
      expect(atWork).toBe(0);
      log.refusals.push(refusal);
    },
  });
  expect(await run(activities)).toBe('failed');
  expect(log.refusals).toEqual([{ code: 'memories.archive_bomb', message: 'It is a bomb.' }]);
  expect(log.calls.filter((name) => name === 'importPhotos')).toHaveLength(3);
  expect(log.endings).toEqual([]);
}, 60_000);

test('cancelling keeps what is there for another attempt', async () => {
  const reached = createGate();
  const { activities, log } = fakes({
    mergeEarlier: async () => {
      reached.open();
      throw await workUntilCancelled();
    },
  });
  await run(activities, async (handle) => {
    await reached.opened;
    await handle.cancel();
    return handle.result().catch((error: Error) => error.name);
  });
  expect(log.endings).toEqual([{ outcome: 'cancelled', error: null, attempt: 1 }]);
  expect(log.refusals).toEqual([]);
}, 60_000);

test('a lasting failure of ours ends the job as failed, with a sentence and no vendor’s words', async () => {
  const { activities, log } = fakes({
    mergeEarlier: async () => {
      throw ApplicationFailure.nonRetryable('secret detail');
    },
  });
  await run(activities, (handle) => handle.result().catch(() => 'failed'));
  expect(log.endings).toEqual([
    {
      outcome: 'failed',
      attempt: 1,
      error: {
        code: 'memories.import_failed',
        message: expect.stringMatching(/^Something went wrong on our side/),
      },
    },
  ]);
}, 60_000);
