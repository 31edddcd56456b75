import { commandOf, findStackProcesses, isRunning } from './process-table.ts';
import { signal } from './signal.ts';
import { waitUntil } from './wait-until.ts';

/**
 * Ends what a stack on this very data folder left running when it was killed (known by the marker in the environment
 * of each process) and nothing else. Call it only while holding the folder's lock.
 */
export async function stopLeftovers(
  home: string,
  tell: (process: string) => void = () => undefined,
  graceMs = 10_000,
): Promise<number> {
  const pids = findStackProcesses(home);
  for (const pid of pids) {
    tell(`${commandOf(pid).slice(0, 80)} (pid ${pid})`);
    signal(pid, 'SIGTERM');
    signal(pid, 'SIGCONT'); // a stopped process would never see the request
  }
  const gone = () => (pids.some((pid) => isRunning(pid)) ? null : true);
  await waitUntil(gone, { timeoutMs: graceMs, onTimeout: () => new Error('still running') }).catch(() => {
    for (const pid of pids) signal(pid, 'SIGKILL');
  });
  await waitUntil(gone, {
    timeoutMs: 5_000,
    onTimeout: () =>
      new Error(`These processes do not end: ${pids.filter((pid) => isRunning(pid)).join(', ')}`),
  });
  return pids.length;
}
