import type { WorkerOptions } from '@temporalio/worker';
import { createMailActivities } from '../activities/mail/create-mail-activities.ts';
import { createCareActivities } from '../activities/memories/create-care-activities.ts';
import { createImportActivities } from '../activities/memories/create-import-activities.ts';
import { createMemoriesActivities } from '../activities/memories/create-memories-activities.ts';
import { createProcessLimits } from '../activities/memories/create-process-limits.ts';
import { createVerifyActivities } from '../activities/memories/create-verify-activities.ts';
import type { Runtime } from '../runtime/create-runtime.ts';
import { type TaskQueue, taskQueues } from '../schemas/contracts/workflows.ts';

export const poolNames = Object.keys(taskQueues) as TaskQueue[];

type PoolOptions = Pick<
  WorkerOptions,
  'taskQueue' | 'activities' | 'maxConcurrentActivityTaskExecutions' | 'maxConcurrentWorkflowTaskExecutions'
>;

/** What each pool polls for and how much it does at once. Which pools share a process is a matter of deployment. */
export function describePool(runtime: Runtime, pool: TaskQueue): PoolOptions {
  // Downloads are of one queue and pictures of the other: limits of a pool are limits of the process.
  const limits = createProcessLimits();
  const memories = () => ({
    ...createMemoriesActivities(runtime, limits),
    ...createImportActivities(runtime, limits),
  });
  switch (pool) {
    case 'workflow':
      return { taskQueue: taskQueues.workflow, maxConcurrentWorkflowTaskExecutions: 40 };
    case 'network':
      // Waiting for vendors costs little: many at once.
      return {
        taskQueue: taskQueues.network,
        activities: {
          ...memories(),
          ...createCareActivities(runtime),
          ...createVerifyActivities(runtime),
          ...createMailActivities(runtime),
        },
        maxConcurrentActivityTaskExecutions: 40,
      };
    case 'media':
      // Pictures and models burn processor and memory: the caption window and a little beside it.
      return {
        taskQueue: taskQueues.media,
        activities: { ...memories(), ...createVerifyActivities(runtime) },
        maxConcurrentActivityTaskExecutions: runtime.env.CAPTION_WINDOW + 3,
      };
  }
}
