import type { Job } from '../../../schemas/contracts/jobs.ts';
import { networkNames } from '../memories/network-names.ts';
import { useBackups } from '../memories/use-backups.ts';
import { backupIdOf } from './job-place.ts';
import { isOpen } from './job-watches.tsx';

const unnamed: Record<Job['kind'], string> = {
  backup: 'Facebook backup',
  import: 'Archive import',
  verification: 'Check of a backup',
};

/** What a job is about, as its owner would say it; the job itself only knows the name of the folder. */
export function useJobTitle(job: Pick<Job, 'kind' | 'subject' | 'result'>): string {
  const backupId = backupIdOf(job);
  const backup = useBackups().data?.find((each) => each.id === backupId);
  if (!backup) return unnamed[job.kind];
  // Whose archive it is turns out while it is read; until then it has the name of its file.
  if (job.kind === 'import' && isOpen(backup)) return unnamed.import;
  const title = `${networkNames[backup.provider]} of ${backup.account.displayName}`;
  return job.kind === 'verification' ? `Check: ${title}` : title;
}
