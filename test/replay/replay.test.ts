import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import proto from '@temporalio/proto';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { bundleWorkflows } from '../support/workflow-bundle.ts';

const folder = join(import.meta.dirname, 'histories');
const names = readdirSync(folder).filter((name) => name.endsWith('.pb'));
const read = (name: string) => proto.temporal.api.history.v1.History.decode(readFileSync(join(folder, name)));

let bundle: WorkflowBundle;
beforeAll(async () => {
  bundle = await bundleWorkflows();
}, 120_000);

test('there are histories of every long workflow', () => {
  expect(names.sort()).toEqual(
    expect.arrayContaining([
      'backup-complete.pb',
      'backup-login-ended.pb',
      'captions-complete.pb',
      'check-connections.pb',
      'collect-garbage.pb',
      'import-complete.pb',
      'import-refused.pb',
      'verify-complete.pb',
      'verify-sample.pb',
    ]),
  );
});

test.each(names)(
  '%s replays on the workflows as they are now',
  async (name) => {
    await Worker.runReplayHistory({ workflowBundle: bundle }, read(name));
  },
  60_000,
);

test('a history that does not fit is refused', async () => {
  const history = read('backup-complete.pb');
  const scheduled = history.events.find((event) => event.activityTaskScheduledEventAttributes);
  Object.assign(scheduled?.activityTaskScheduledEventAttributes?.activityType ?? {}, { name: 'other' });
  await expect(Worker.runReplayHistory({ workflowBundle: bundle }, history)).rejects.toBeInstanceOf(
    DeterminismViolationError,
  );
}, 60_000);
