import type { Job } from '../../../schemas/contracts/jobs.ts';
import type { Backup } from '../../../schemas/contracts/memories.ts';

/**
 * Whether another try may bring any of the photos that could not be saved: their warnings say so, kind by kind. What
 * an archive lacks it will lack the next time, too; a job that ended before it could warn tells nothing.
 */
export function canTryAgain({ source }: Pick<Backup, 'source'>, { state, warnings }: Job): boolean {
  if (state !== 'partial' && state !== 'failed' && state !== 'cancelled') return false;
  const photos = warnings.filter(({ code }) => code.startsWith('memories.photo_'));
  return photos.length > 0 ? photos.some(({ action }) => action === 'retry') : source === 'network';
}
