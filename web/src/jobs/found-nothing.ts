import type { Job } from '../../../schemas/contracts/jobs.ts';

/** An import that went well through an archive without photos and posts; whole, and yet no success. */
export const foundNothing = ({ kind, state, counts }: Pick<Job, 'kind' | 'state' | 'counts'>): boolean =>
  kind === 'import' && state === 'succeeded' && (counts.photos ?? 0) + (counts.posts ?? 0) === 0;
