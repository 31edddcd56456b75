import type { Job } from '../../../schemas/contracts/jobs.ts';
import { isOpen } from './job-watches.tsx';

/** The archive was refused as a whole: its backup is gone, only the job tells the story. */
export const isRefusal = (job: Pick<Job, 'kind' | 'state' | 'error'>): boolean =>
  job.kind === 'import' &&
  job.state === 'failed' &&
  (job.error?.code.startsWith('memories.archive_') ?? false);

/** Id of the backup that a job is about; a check names it in its result. */
export function backupIdOf({ subject, result }: Pick<Job, 'subject' | 'result'>): string | null {
  if (subject.type === 'backup') return subject.id;
  return typeof result?.backupId === 'string' ? result.backupId : null;
}

/** Where a person looks at what a job does or did. */
export function placeOf(job: Job): string {
  const backupId = backupIdOf(job);
  if (job.kind === 'import' && (isOpen(job) || isRefusal(job))) return `/memories/import?job=${job.id}`;
  if (backupId === null) return '/memories';
  return job.kind === 'verification' ? `/memories/${backupId}?tab=checks` : `/memories/${backupId}`;
}
