import type { Runtime } from '../../runtime/create-runtime.ts';
import { deliverCancellations } from './cancel-job.ts';
import { dispatchOutbox } from './dispatch-outbox.ts';
import { reviveJobs } from './revive-jobs.ts';

/**
 * Every few seconds starts what a crash between commit and start has left, delivers cancellations that did not
 * get through, and takes up jobs whose workflow is gone. Any number of processes may sweep at once. Returns a function that stops it and
 * waits for the round under way.
 */
export function startSweeper(runtime: Runtime, everyMs = 3_000): () => Promise<void> {
  let stopped = false;
  let round = Promise.resolve();
  const sweep = async () => {
    try {
      await dispatchOutbox(runtime);
      await deliverCancellations(runtime);
      await reviveJobs(runtime);
    } catch (error) {
      runtime.logger.warn({ err: error }, 'sweep failed; the next one tries again');
    }
  };
  const timer = setInterval(() => {
    round = round.then(() => (stopped ? undefined : sweep()));
  }, everyMs);
  return async () => {
    stopped = true;
    clearInterval(timer);
    await round;
  };
}
