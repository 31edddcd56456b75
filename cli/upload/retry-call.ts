import { setTimeout as delay } from 'node:timers/promises';
import { ApiError } from '../api-client.ts';

/** A restart of the API takes a few seconds; longer than this it is not coming back. */
const patienceMs = 120_000;
const longestPauseMs = 5_000;

/**
 * Repeats a call that does no harm twice, while the API is away or busy (`passes`: at which errors). Other refusals are
 * thrown at once.
 */
export async function retryCall<T>(
  signal: AbortSignal,
  call: () => Promise<T>,
  passes: (error: unknown) => boolean = isPassing,
): Promise<T> {
  let failingSince: number | null = null;
  for (let attempt = 0; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      signal.throwIfAborted();
      if (!passes(error)) throw error;
      failingSince ??= Date.now();
      if (Date.now() - failingSince > patienceMs) throw error;
      const asked = error instanceof ApiError ? (error.retryAfter ?? 0) * 1000 : 0;
      await delay(Math.max(asked, Math.min(longestPauseMs, 250 * 2 ** attempt)), undefined, { signal });
    }
  }
}

/** Asked too often: the API is there, and says when to come again. */
export const isTooMany = (error: unknown): boolean => error instanceof ApiError && error.status === 429;

/** A TypeError is what `fetch` throws when there is no answer; by its name, as it may come from another realm. */
const isPassing = (error: unknown) =>
  error instanceof ApiError
    ? error.status >= 500 || isTooMany(error) || error.status === 408 || isBrokenOff(error)
    : (error as Error).name === 'TypeError';

const isBrokenOff = ({ code }: ApiError) =>
  code === 'memories.chunk_broken_off' || code === 'common.in_progress';
