import { setTimeout as delay } from 'node:timers/promises';
import { CommandError, type Dependencies } from '../dependencies.ts';

/** Above the longest orderly stop of all processes together. */
const patienceMs = 120_000;

/** Stops the installation that runs on the data folder, and waits until it has. */
export async function stop(deps: Dependencies): Promise<void> {
  const owner = deps.owner();
  if (!owner) {
    const left = await deps.clearLeftovers();
    return deps.print(
      left > 0 ? `Ended ${left} processes that a killed start had left.` : 'Perennial does not run here.',
    );
  }
  process.kill(owner.pid, 'SIGTERM');
  const deadline = Date.now() + patienceMs;
  while (deps.owner()?.pid === owner.pid) {
    if (Date.now() > deadline) throw new CommandError(`Process ${owner.pid} does not end.`);
    await delay(100);
  }
  deps.print('Perennial has stopped.');
}
