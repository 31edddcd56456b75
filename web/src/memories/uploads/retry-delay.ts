import type { AppError } from '../../../../schemas/contracts/errors.ts';

const firstMs = 1000;
const longestMs = 30_000;

/** Whether another try may help: no network, a server that restarts or is busy, too many requests, a broken line. */
export const isPassing = ({ status, code }: AppError): boolean =>
  status === 0 || status === 408 || status === 429 || status >= 500 || code === 'memories.chunk_broken_off';

/**
 * Pause before the next try in milliseconds: doubled each time up to half a minute and spread by up to a quarter,
 * or as long as the server asks for (`Retry-After`).
 */
export function retryDelay(failures: number, { retryAfter }: AppError, random: () => number): number {
  if (retryAfter !== undefined) return Math.max(firstMs, retryAfter * 1000);
  const full = Math.min(longestMs, firstMs * 2 ** (failures - 1));
  return Math.round(full * (1 - random() / 4));
}
