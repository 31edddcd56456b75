import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Job } from '../../../../schemas/contracts/jobs.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { ErrorView } from '../../app/error-view.tsx';
import { JobCard } from '../../jobs/job-card.tsx';
import { isRefusal } from '../../jobs/job-place.ts';
import { isOpen, useLiveJob } from '../../jobs/job-watches.tsx';
import { UnfinishedJob } from '../../jobs/unfinished-job.tsx';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Refusal } from './refusal.tsx';

/** The import that runs, then its report; or why the archive was refused. */
export function ImportJob({ jobId }: { jobId: string }) {
  const { data: job, error, refetch } = useLiveJob(jobId);
  useShowReport(job);
  return (
    <div className="mb-10 grid grid-cols-1 gap-4">
      {error && !job && <ErrorView error={error} onRetry={() => void refetch()} />}
      {!error && !job && <Skeleton className="h-56" />}
      {job && isOpen(job) && (
        <>
          <JobCard job={job} />
          <p>
            <Button asChild>
              <Link to={`/memories/${job.subject.id}`}>Look at what is saved so far</Link>
            </Button>
          </p>
        </>
      )}
      {job && isRefusal(job) && <Refusal job={job} />}
      {job && !isRefusal(job) && <UnfinishedJob job={job} />}
    </div>
  );
}

/** A finished import is looked at in its backup. */
function useShowReport(job: Job | undefined) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const done = job?.state === 'succeeded' || job?.state === 'partial';
  const backupId = job?.subject.id;
  useEffect(() => {
    if (!done || !backupId) return;
    // What was read of it while it ran must not be shown for a moment as if it were the result.
    for (const key of [queryKeys.backup(backupId), queryKeys.report(backupId), queryKeys.totalsOf(backupId)])
      client.removeQueries({ queryKey: key });
    void navigate(`/memories/${backupId}?tab=report`, { replace: true });
  }, [done, backupId, client, navigate]);
}
