import type { Job } from '../../../schemas/contracts/jobs.ts';
import { useBackups } from '../memories/use-backups.ts';

/** What a job is about, as its owner would say it; the job itself only knows the name of the folder. */
export function useJobTitle(job: Pick<Job, 'subject'>): string {
  const backup = useBackups().data?.find((each) => each.id === job.subject.id);
  return backup ? `Facebook of ${backup.account.displayName}` : 'Facebook backup';
}
