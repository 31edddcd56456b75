import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again and again until the answer is not null, then gives it; throws what `onTimeout` makes when
 * `timeoutMs` have passed. A `probe` that throws counts as "not yet"; its last error is handed on.
 */
export async function waitUntil<T>(
  probe: () => Promise<T | null> | T | null,
  options: { timeoutMs: number; everyMs?: number; signal?: AbortSignal; onTimeout: (last: unknown) => Error },
): Promise<T> {
  const deadline = Date.now() + options.timeoutMs;
  let last: unknown;
  for (;;) {
    options.signal?.throwIfAborted();
    try {
      const answer = await probe();
      if (answer !== null) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw options.onTimeout(last);
    await delay(options.everyMs ?? 50, undefined, { signal: options.signal });
  }
}
