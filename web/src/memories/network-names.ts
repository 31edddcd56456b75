import type { Backup } from '../../../schemas/contracts/memories.ts';

/** Networks as people write them. */
export const networkNames: Record<Backup['provider'], string> = {
  facebook: 'Facebook',
  instagram: 'Instagram',
};
