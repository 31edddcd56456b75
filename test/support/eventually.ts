import { waitUntil } from '../../embedded/wait-until.ts';

/** Asks until the answer is true (or not null); fails with `what` after the deadline. */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | null | false> | T | null | false,
  timeoutMs = 60_000,
): Promise<T> {
  return waitUntil<T>(async () => (await probe()) || null, {
    timeoutMs,
    onTimeout: (last) => new Error(`It did not happen within ${timeoutMs} ms: ${what} ${last ?? ''}`),
  });
}
