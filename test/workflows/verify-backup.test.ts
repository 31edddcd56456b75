import { expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { ulid } from 'ulid';
import type { createVerifyActivities } from '../../activities/memories/create-verify-activities.ts';
import type { VerificationEnding } from '../../domains/memories/verify/finish-verification.ts';
import { createGate, useWorkflowLab, workUntilCancelled } from '../support/workflow-lab.ts';

type Activities = ReturnType<typeof createVerifyActivities>;

const lab = useWorkflowLab();

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
    findWorkspaceToSample: async () => null,
    sampleBackup: async () => undefined,
    ...own,
  };
  const input = {
    workspaceId: ulid(),
    backupId: ulid(),
    verificationId: ulid(),
    jobId: ulid(),
    attempt: 1,
  };
  const args = workflowType === 'verifyBackup' ? [input] : [];
  const result = await lab.run(workflowType, args, activities, async (handle) => {
    if (cancelWhen) await cancelWhen.then(() => handle.cancel());
    return handle.result().catch((error: Error) => error.name);
  });
  return { result, endings };
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
  const reached = createGate();
  const { endings } = await run(
    'verifyBackup',
    {
      checkBackup: async () => {
        reached.open();
        throw await workUntilCancelled();
      },
    },
    reached.opened,
  );
  expect(endings).toEqual([{ outcome: 'cancelled', error: null }]);
}, 60_000);

test('the weekly sample goes from workspace to workspace, past one that can’t be checked', async () => {
  const next: Record<string, string | null> = { start: 'a', a: 'b', b: 'c', c: null };
  const tries: string[] = [];
  const { result } = await run('verifySample', {
    findWorkspaceToSample: async (after) => next[after ?? 'start'] ?? null,
    sampleBackup: async (workspaceId) => {
      tries.push(workspaceId);
      if (workspaceId === 'b') throw new Error('storage is away');
    },
  });
  expect(result).toBeUndefined();
  expect(tries).toEqual(['a', ...Array.from({ length: 10 }, () => 'b'), 'c']);
}, 60_000);
