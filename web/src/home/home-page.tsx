import { useProfile } from '../accounts/use-profile.ts';
import { ErrorView } from '../app/error-view.tsx';
import { useConnections } from '../connections/use-connections.ts';
import { JobCard } from '../jobs/job-card.tsx';
import { isOpen, useLiveJob } from '../jobs/job-watches.tsx';
import { useJobs } from '../jobs/use-jobs.ts';
import { FirstBackup } from '../memories/first-backup.tsx';
import { useBackups } from '../memories/use-backups.ts';
import { PageTitle } from '../ui/page-title.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Attention } from './attention.tsx';
import { ConfirmAddress } from './confirm-address.tsx';
import { LastBackup } from './last-backup.tsx';

/** What needs you, what runs, what was saved last. */
export function Component() {
  const { user } = useProfile();
  const backups = useBackups();
  const connections = useConnections();
  const jobs = useJobs();
  const failed = [backups, connections].find((query) => query.error && !query.data);
  if (failed) return <ErrorView heading="h1" error={failed.error} onRetry={() => void failed.refetch()} />;
  const [latest] = backups.data ?? [];
  const finished = backups.data?.find((backup) => !isOpen(backup) && backup.counts.photos > 0);
  return (
    <div className="page pb-16">
      <PageTitle>{`${greeting(new Date().getHours())}, ${user.name.split(' ')[0]}`}</PageTitle>
      <div className="grid gap-4">
        {connections.data && <Attention connections={connections.data} latest={latest} />}
        {jobs.data?.filter(isOpen).map((job) => (
          <RunningJob key={job.id} jobId={job.id} />
        ))}
      </div>
      {(!backups.data || !connections.data) && <Waiting />}
      {backups.data?.length === 0 && connections.data && <FirstBackup connections={connections.data} />}
      {finished && connections.data && <LastBackup backup={finished} connections={connections.data} />}
      <div className="mt-10">
        <ConfirmAddress />
      </div>
    </div>
  );
}

function RunningJob({ jobId }: { jobId: string }) {
  const { data: job } = useLiveJob(jobId);
  return job && isOpen(job) ? <JobCard job={job} /> : null;
}

const greeting = (hour: number): string =>
  hour < 5 ? 'Good night' : hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening';

const Waiting = () => (
  <div aria-busy className="grid gap-8 sm:grid-cols-2">
    <Skeleton className="aspect-3/2" />
    <div className="grid content-start gap-3">
      <Skeleton className="h-7 w-2/3" />
      <Skeleton className="h-5 w-1/2" />
    </div>
  </div>
);
