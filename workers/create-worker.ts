import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type NativeConnection,
  Worker,
  type WorkflowBundle,
  type WorkflowBundlePath,
} from '@temporalio/worker';
import type { Runtime } from '../runtime/create-runtime.ts';
import { createDataConverter } from '../runtime/temporal.ts';
import type { TaskQueue } from '../schemas/contracts/workflows.ts';
import { describePool } from './pools.ts';

/** Running activities get this long to end after SIGTERM; below a container's usual 30 seconds. */
const shutdownGraceTime = '20 seconds';

/** The bundle that the build made beside the compiled sources. */
export function findWorkflowBundle(root: string): WorkflowBundlePath {
  const codePath = join(root, 'dist', 'workflow-bundle.js');
  if (!existsSync(codePath)) throw new Error('The workflow bundle is missing: run `npm run build` first.');
  return { codePath };
}

/** One worker for one pool. Workflow code runs only in the pool of that name. */
export async function createWorker(
  runtime: Runtime,
  pool: TaskQueue,
  connection: NativeConnection,
  bundle: WorkflowBundle | WorkflowBundlePath,
): Promise<Worker> {
  return Worker.create({
    connection,
    namespace: runtime.env.TEMPORAL_NAMESPACE,
    dataConverter: createDataConverter(runtime.env),
    shutdownGraceTime,
    // The default of 80 % of the heartbeat timeout would let a cancellation wait for 24 seconds.
    maxHeartbeatThrottleInterval: '2 seconds',
    ...(pool === 'workflow' ? { workflowBundle: bundle } : {}),
    ...describePool(runtime, pool),
  });
}
