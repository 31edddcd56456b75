import { Router } from 'express';
import { cancelJob } from '../../domains/jobs/cancel-job.ts';
import { toJob } from '../../domains/jobs/job-view.ts';
import { listJobs } from '../../domains/jobs/list-jobs.ts';
import { startSweeper } from '../../domains/jobs/sweep.ts';
import { createJobWatcher } from '../../domains/jobs/watch-jobs.ts';
import { retryBackup } from '../../domains/memories/retry-backup.ts';
import { retryImport } from '../../domains/memories/retry-import.ts';
import { retryVerification } from '../../domains/memories/verify/retry-verification.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { jobRoutes } from '../../schemas/contracts/jobs.ts';
import type { Area } from '../area.ts';
import { bindRoute } from '../bind-route.ts';
import { streamJob } from './stream-job.ts';

const retries = { backup: retryBackup, import: retryImport, verification: retryVerification };

/** Jobs of every kind: one shape, one way to watch, cancel and retry. */
export function createJobsArea(runtime: Runtime): Area {
  const router = Router();
  const watcher = createJobWatcher(runtime);
  let stopSweeper: () => Promise<void> = async () => undefined;

  bindRoute(router, runtime, jobRoutes.list, ({ workspaceId, query }) =>
    listJobs(runtime.mongo.models, workspaceId, query),
  );
  bindRoute(router, runtime, jobRoutes.get, ({ object }) => toJob(object));
  bindRoute(router, runtime, jobRoutes.events, ({ object, request, response }) =>
    streamJob(watcher, object, request, response),
  );
  bindRoute(router, runtime, jobRoutes.cancel, async ({ object, audit }) => {
    const job = await cancelJob(runtime, object);
    await audit('job.cancel', 'allowed', { type: 'job', id: job._id });
    return toJob(job);
  });
  bindRoute(router, runtime, jobRoutes.retry, async ({ object, audit }) => {
    const job = await retries[object.kind](runtime, object);
    await audit('job.retry', 'allowed', { type: 'job', id: job._id });
    return toJob(job);
  });
  return {
    router,
    start: () => {
      stopSweeper = startSweeper(runtime);
    },
    stop: async () => {
      await watcher.close();
      await stopSweeper();
    },
  };
}
