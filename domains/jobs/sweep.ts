import type { Runtime } from '../../runtime/create-runtime.ts';
import { deliverCancellations } from './cancel-job.ts';
import { dispatchOutbox } from './dispatch-outbox.ts';

/**
 * Every few seconds starts what a crash between commit and start has left and delivers cancellations that
 * did not get through. Any number of processes may sweep at once. Returns a function that stops it and
 * waits for the round under way.
 */
export function startSweeper(runtime: Runtime, everyMs = 3_000): () => Promise<void> {
  let stopped = false;
  let round = Promise.resolve();
  const sweep = async () => {
    try {
      await dispatchOutbox(runtime);
      await deliverCancellations(runtime);
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
