import { expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { ulid } from 'ulid';
import type { createMemoriesActivities } from '../../activities/memories/create-memories-activities.ts';
import type { BackupInput } from '../../schemas/contracts/workflows.ts';
import { createGate, type During, useWorkflowLab, workUntilCancelled } from '../support/workflow-lab.ts';

type Activities = ReturnType<typeof createMemoriesActivities>;

const lab = useWorkflowLab();

interface Log {
  calls: string[];
  notes: string[];
  endings: { outcome: string; error: unknown }[];
}

/** Activities that only write down that they were called, apart from those a test gives. */
function fakes(own: Partial<Activities> = {}): { activities: Activities; log: Log } {
  const log: Log = { calls: [], notes: [], endings: [] };
  const noted = <K extends keyof Activities>(name: K, answer: Activities[K]): Activities[K] =>
    ((...args: unknown[]) => {
      log.calls.push(name);
      return (answer as (...args: unknown[]) => unknown)(...args);
    }) as Activities[K];
  const plain: Activities = {
    beginBackup: async () => ({ go: true, photos: true, posts: true }),
    reportSteps: async () => undefined,
    noteBackup: async (_key, note) => void log.notes.push(note),
    listPage: async () => ({ after: null, listed: 1, toDo: 1 }),
    storePhotos: async () => undefined,
    renderPhotos: async () => undefined,
    listUncaptioned: async () => [],
    captionAsset: async () => undefined,
    writeArchive: async () => undefined,
    checkConnections: async () => null,
    finishBackup: async (_key, ending) => {
      log.endings.push(ending);
      return ending.outcome === 'finished' ? 'succeeded' : ending.outcome;
    },
  };
  const merged = { ...plain, ...own };
  const activities = Object.fromEntries(
    Object.entries(merged).map(([name, run]) => [name, noted(name as keyof Activities, run as never)]),
  ) as unknown as Activities;
  return { activities, log };
}

const input = (): BackupInput => ({
  workspaceId: ulid(),
  backupId: ulid(),
  jobId: ulid(),
  attempt: 1,
  captionWindow: 5,
  pageLimit: 10_000,
});

const run = (activities: Activities, during?: During, given: Partial<BackupInput> = {}) =>
  lab.run('backup', [{ ...input(), ...given }], activities, during);

const vendorError = (type: string, options: { nonRetryable?: boolean; nextRetryDelay?: number } = {}) =>
  ApplicationFailure.create({ type, message: type, nonRetryable: true, ...options });

test('lists, stores, captions and archives in that order, then finishes once', async () => {
  const { activities, log } = fakes({ listUncaptioned: async () => ['a', 'b'] });
  expect(await run(activities)).toBe('succeeded');
  expect(log.endings).toEqual([{ outcome: 'finished', error: null, attempt: 1 }]);
  const first = (name: string) => log.calls.indexOf(name);
  expect(log.calls[0]).toBe('beginBackup');
  expect(first('storePhotos')).toBeGreaterThan(first('listPage'));
  expect(first('renderPhotos')).toBeGreaterThan(first('storePhotos'));
  expect(first('captionAsset')).toBeGreaterThan(log.calls.lastIndexOf('renderPhotos'));
  expect(first('writeArchive')).toBeGreaterThan(log.calls.lastIndexOf('captionAsset'));
}, 60_000);

test('a start that was superseded does nothing', async () => {
  const { activities, log } = fakes({
    beginBackup: async () => ({ go: false, photos: false, posts: false }),
  });
  expect(await run(activities)).toBe('superseded');
  expect(log.calls).toEqual(['beginBackup']);
}, 60_000);

test('an ended login is noted, posts are not asked for, and what is there is archived', async () => {
  const asked: string[] = [];
  const { activities, log } = fakes({
    listPage: async (_key, position) => {
      asked.push(position.kind);
      if (position.page === 1) throw vendorError('reconnect');
      return { after: 'next', listed: 10, toDo: 1 };
    },
  });
  await run(activities);
  expect(log.notes).toEqual(['reconnect_needed']);
  expect(asked).toEqual(['photo', 'photo']);
  expect(log.calls).toContain('writeArchive');
  expect(log.endings).toEqual([{ outcome: 'finished', error: null, attempt: 1 }]);
}, 60_000);

test('a stale cursor starts the listing again from the top, once', async () => {
  const positions: (string | null)[] = [];
  const { activities, log } = fakes({
    beginBackup: async () => ({ go: true, photos: true, posts: false }),
    listPage: async (_key, position) => {
      positions.push(position.after);
      if (position.after === 'old' && positions.length === 2) throw vendorError('stale_cursor');
      return { after: positions.length < 4 ? 'old' : null, listed: 1, toDo: 0 };
    },
  });
  await run(activities);
  expect(positions).toEqual([null, 'old', null, 'old']);
  expect(log.notes).toEqual([]);
}, 60_000);

test('a rate limit is waited for as long as the vendor asks', async () => {
  let tries = 0;
  const { activities, log } = fakes({
    listPage: async () => {
      tries += 1;
      if (tries === 1) throw vendorError('rate_limited', { nonRetryable: false, nextRetryDelay: 900_000 });
      return { after: null, listed: 1, toDo: 0 };
    },
  });
  const before = await lab.now();
  await run(activities);
  expect((await lab.now()) - before).toBeGreaterThanOrEqual(900_000);
  expect(log.notes).toEqual([]);
}, 60_000);

test('a vendor that stays away for two hours ends the listing, not the backup', async () => {
  const { activities, log } = fakes({
    beginBackup: async () => ({ go: true, photos: true, posts: false }),
    listPage: async () => {
      throw vendorError('unavailable', { nonRetryable: false });
    },
  });
  await run(activities);
  expect(log.notes).toEqual(['listing_failed']);
  expect(log.endings).toEqual([{ outcome: 'finished', error: null, attempt: 1 }]);
}, 60_000);

test('a long listing continues as new and stores every page exactly once', async () => {
  const stored: number[] = [];
  const { activities } = fakes({
    beginBackup: async () => ({ go: true, photos: true, posts: false }),
    listPage: async (_key, { page }) => ({ after: page < 249 ? `c${page}` : null, listed: 1, toDo: 1 }),
    storePhotos: async ({ page }) => void stored.push(page),
  });
  const runs = await run(activities, async (handle) => {
    await handle.result();
    return (await handle.fetchHistory()).events?.length;
  });
  expect(stored.sort((a, b) => a - b)).toEqual(Array.from({ length: 250 }, (_, page) => page));
  expect(runs).toBeLessThan(2_000);
}, 120_000);

test('the page limit is told to the user', async () => {
  const { activities, log } = fakes({
    beginBackup: async () => ({ go: true, photos: true, posts: false }),
    listPage: async () => ({ after: 'more', listed: 1, toDo: 0 }),
  });
  await run(activities, undefined, { pageLimit: 3 });
  expect(log.calls.filter((name) => name === 'listPage')).toHaveLength(3);
  expect(log.notes).toEqual(['page_limit_reached']);
}, 60_000);

test('captions run five at a time, also over many rounds', async () => {
  let atOnce = 0;
  let most = 0;
  const left = Array.from({ length: 620 }, (_, index) => `asset-${index}`);
  const done: string[] = [];
  // The first wait for one another: how fast a machine hands out tasks must not decide how many are seen at once.
  const fiveAtOnce = createGate();
  const { activities } = fakes({
    listUncaptioned: async (_key, limit) => left.slice(0, limit),
    captionAsset: async ({ assetId }) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      if (atOnce === 5) fiveAtOnce.open();
      await fiveAtOnce.opened;
      await new Promise((resolve) => setTimeout(resolve, 2));
      left.splice(left.indexOf(assetId), 1);
      done.push(assetId);
      atOnce -= 1;
    },
  });
  await run(activities);
  expect([new Set(done).size, done.length]).toEqual([620, 620]);
  expect(most).toBe(5);
}, 120_000);

test.each([
  ['as it was asked to', (reason: Error) => reason],
  ['in its own way', () => ApplicationFailure.nonRetryable('the connection was closed')],
])(
  'cancelling waits for an activity that ends %s',
  async (_how, end) => {
    const reached = createGate();
    let stopped = false;
    const { activities, log } = fakes({
      writeArchive: async () => {
        reached.open();
        const reason = await workUntilCancelled();
        stopped = true;
        throw end(reason);
      },
      finishBackup: async (_key, ending) => {
        log.endings.push(ending);
        expect(stopped).toBe(true);
        return 'cancelled';
      },
    });
    const outcome = await run(activities, async (handle) => {
      await reached.opened;
      await handle.cancel();
      return handle.result().catch((error: Error) => error.name);
    });
    expect(outcome).toBe('WorkflowFailedError');
    expect(log.endings).toEqual([{ outcome: 'cancelled', error: null, attempt: 1 }]);
  },
  60_000,
);

test.each([
  [5, 6, []],
  [99, 6, ['listing_failed']],
])(
  'a listing interrupted %s times begins anew, five times at most',
  async (often, asked, notes) => {
    let tries = 0;
    const { activities, log } = fakes({
      beginBackup: async () => ({ go: true, photos: true, posts: false }),
      listPage: async () => {
        tries += 1;
        if (tries <= often) throw vendorError('interrupted');
        return { after: null, listed: 1, toDo: 0 };
      },
    });
    await run(activities);
    expect([tries, log.notes]).toEqual([asked, notes]);
    expect(log.endings).toEqual([{ outcome: 'finished', error: null, attempt: 1 }]);
  },
  60_000,
);

test('our own lasting failure ends the job as failed, with a sentence and no vendor’s words', async () => {
  const { activities, log } = fakes({
    writeArchive: async () => {
      throw ApplicationFailure.nonRetryable('secret detail');
    },
  });
  await run(activities, (handle) => handle.result().catch(() => 'failed'));
  expect(log.endings).toEqual([
    {
      outcome: 'failed',
      attempt: 1,
      error: {
        code: 'memories.backup_failed',
        message: expect.stringMatching(/^Something went wrong on our side/),
      },
    },
  ]);
}, 60_000);
