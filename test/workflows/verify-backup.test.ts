import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { ulid } from 'ulid';
import type { createVerifyActivities } from '../../activities/memories/create-verify-activities.ts';
import type { VerificationEnding } from '../../domains/memories/verify/finish-verification.ts';
import { timeSkippingEnv } from '../support/servers.ts';
import { bundleWorkflows } from '../support/workflow-bundle.ts';

type Activities = ReturnType<typeof createVerifyActivities>;

let env: TestWorkflowEnvironment;
let bundle: WorkflowBundle;
beforeAll(async () => {
  [env, bundle] = await Promise.all([timeSkippingEnv(), bundleWorkflows()]);
}, 120_000);
afterAll(() => env?.teardown(), 30_000);

/** Runs the workflow of a type with activities of which a test gives some; tells how it ended. */
async function run(workflowType: string, own: Partial<Activities>, cancelWhen?: Promise<void>) {
  const endings: VerificationEnding[] = [];
  const activities: Activities = {
    beginVerification: async () => true,
    checkBackup: async () => undefined,
    finishVerification: async (_key, ending) => {
      endings.push(ending);
      return ending.outcome === 'finished' ? 'succeeded' : ending.outcome;
    },
    sampleBackup: async () => null,
    ...own,
  };
  const common = { connection: env.nativeConnection, namespace: env.namespace ?? 'default' };
  const [workflows, network, media] = await Promise.all([
    Worker.create({ ...common, taskQueue: 'workflow', workflowBundle: bundle }),
    Worker.create({ ...common, taskQueue: 'network', activities }),
    Worker.create({ ...common, taskQueue: 'media', activities }),
  ]);
  const running = [network.run(), media.run()];
  const input = {
    workspaceId: ulid(),
    backupId: ulid(),
    verificationId: ulid(),
    jobId: ulid(),
    attempt: 1,
  };
  try {
    const result = await workflows.runUntil(async () => {
      const handle = await env.client.workflow.start(workflowType, {
        taskQueue: 'workflow',
        workflowId: `verify:${ulid()}`,
        args: workflowType === 'verifyBackup' ? [input] : [],
      });
      if (cancelWhen) await cancelWhen.then(() => handle.cancel());
      return handle.result().catch((error: Error) => error.name);
    });
    return { result, endings };
  } finally {
    network.shutdown();
    media.shutdown();
    await Promise.all(running);
  }
}

test('a worker that dies on the way does not end the check: it goes on, and is closed once', async () => {
  let tries = 0;
  const { result, endings } = await run('verifyBackup', {
    checkBackup: async () => {
      tries += 1;
      if (tries < 3) throw new Error('storage is away');
    },
  });
  expect([result, tries, endings]).toEqual(['succeeded', 3, [{ outcome: 'finished', error: null }]]);
}, 60_000);

test('a start that was superseded touches nothing', async () => {
  const { result, endings } = await run('verifyBackup', { beginVerification: async () => false });
  expect([result, endings]).toEqual(['superseded', []]);
}, 60_000);

test('what can’t be finished says nothing about the backup', async () => {
  const { endings } = await run('verifyBackup', {
    checkBackup: async () => {
      throw ApplicationFailure.nonRetryable('secret detail');
    },
  });
  expect(endings).toEqual([
    {
      outcome: 'failed',
      error: {
        code: 'memories.verification_failed',
        message: expect.stringMatching(/^The check could not be finished. It says nothing about the backup/),
      },
    },
  ]);
}, 60_000);

test('a check that somebody stops is cancelled', async () => {
  let release: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { endings } = await run(
    'verifyBackup',
    {
      checkBackup: async () => {
        const { cancellationSignal, heartbeat } = await import('@temporalio/activity');
        const signal = cancellationSignal();
        const beat = setInterval(() => heartbeat(), 100);
        release();
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        clearInterval(beat);
        throw signal.reason;
      },
    },
    reached,
  );
  expect(endings).toEqual([{ outcome: 'cancelled', error: null }]);
}, 60_000);

test('the weekly sample goes from workspace to workspace until there is none left', async () => {
  const asked: (string | null)[] = [];
  const next: Record<string, string | null> = { start: 'a', a: 'b', b: null };
  await run('verifySample', {
    sampleBackup: async (after) => {
      asked.push(after);
      return next[after ?? 'start'] ?? null;
    },
  });
  expect(asked).toEqual([null, 'a', 'b']);
}, 60_000);
