import { afterAll, beforeAll } from '@jest/globals';
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import type { Client, WorkflowHandleWithStartDetails } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { ulid } from 'ulid';
import { timeSkippingEnv } from './servers.ts';
import { bundleWorkflows } from './workflow-bundle.ts';

/** What happens while the workflow runs; its answer is the run's. */
export type During = (handle: WorkflowHandleWithStartDetails, client: Client) => Promise<unknown>;

/** A Temporal server that skips time, kept for the tests of one file, and workers on it for one workflow at a time. */
export function useWorkflowLab() {
  let env: TestWorkflowEnvironment;
  let bundle: WorkflowBundle;
  beforeAll(async () => {
    [env, bundle] = await Promise.all([timeSkippingEnv(), bundleWorkflows()]);
  }, 120_000);
  afterAll(() => env?.teardown(), 30_000);

  return {
    /** Milliseconds since 1970 on the server's own clock. */
    now: () => env.currentTimeMs(),
    async run(
      workflowType: string,
      args: unknown[],
      activities: object,
      during: During = (handle) => handle.result(),
    ): Promise<unknown> {
      const common = { connection: env.nativeConnection, namespace: env.namespace ?? 'default' };
      const [workflows, network, media] = await Promise.all([
        Worker.create({ ...common, taskQueue: 'workflow', workflowBundle: bundle }),
        Worker.create({ ...common, taskQueue: 'network', activities }),
        Worker.create({ ...common, taskQueue: 'media', activities }),
      ]);
      const running = [network.run(), media.run()];
      try {
        return await workflows.runUntil(async () => {
          const options = { taskQueue: 'workflow', workflowId: `${workflowType}:${ulid()}`, args };
          return during(await env.client.workflow.start(workflowType, options), env.client);
        });
      } finally {
        network.shutdown();
        media.shutdown();
        await Promise.all(running);
      }
    },
  };
}

/** The body of an activity that is at work until it is cancelled; answers with the reason. */
export async function workUntilCancelled(): Promise<Error> {
  const signal = cancellationSignal();
  const beat = setInterval(() => heartbeat(), 100);
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  clearInterval(beat);
  return signal.reason as Error;
}

/** Something to wait for until somebody opens it. */
export function createGate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
