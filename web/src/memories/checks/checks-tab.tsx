import { ShieldCheck } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import type { Backup } from '../../../../schemas/contracts/memories.ts';
import { useAllowed } from '../../accounts/use-allowed.ts';
import { ErrorView } from '../../app/error-view.tsx';
import { JobCard } from '../../jobs/job-card.tsx';
import { isOpen, useLiveJob } from '../../jobs/job-watches.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PostsSkeleton } from '../posts/posts-skeleton.tsx';
import { CheckResult } from './check-result.tsx';
import { useChecks, useStartCheck } from './use-checks.ts';

/** Whether every file is still as it was saved, when that was last looked at, and what is wrong. */
export function ChecksTab({ backup }: { backup: Backup }) {
  const { data, error, refetch } = useChecks(backup.id);
  const start = useStartCheck(backup.id);
  const allowed = useAllowed('editor', backup.workspaceId);
  if (error && !data) return <ErrorView error={error} onRetry={() => void refetch()} />;
  if (!data) return <PostsSkeleton />;
  const running = data.find((check) => check.state === 'running');
  const over = data.filter((check) => check.state !== 'running');
  const button = allowed && !running && backup.archive && (
    <Button variant="primary" busy={start.isPending} onClick={() => start.mutate()}>
      <ShieldCheck aria-hidden />
      {over.length > 0 ? 'Check again' : 'Check this backup'}
    </Button>
  );
  return (
    <div className="mx-auto grid max-w-3xl grid-cols-1 gap-8 pt-8">
      {running?.jobId && <RunningCheck jobId={running.jobId} onOver={() => void refetch()} />}
      {data.length === 0 ? (
        <EmptyState title="Not checked yet" action={button}>
          A check reads every stored file and every file of the ZIP again and compares it with what was saved.
          Nothing is changed.
        </EmptyState>
      ) : (
        <>
          {button && <div>{button}</div>}
          <ul aria-label="Checks" className="grid gap-6">
            {over.map((check, index) => (
              <li key={check.id}>
                <CheckResult check={check} open={index === 0} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function RunningCheck({ jobId, onOver }: { jobId: string; onOver: () => void }) {
  const { data: job } = useLiveJob(jobId);
  const tell = useEffectEvent(onOver);
  const over = job ? !isOpen(job) : false;
  useEffect(() => {
    if (over) tell();
  }, [over]);
  return job && !over ? <JobCard job={job} /> : null;
}
