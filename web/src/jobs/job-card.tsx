import { Square } from 'lucide-react';
import type { Job } from '../../../schemas/contracts/jobs.ts';
import { useAllowed } from '../accounts/use-allowed.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Progress } from '../ui/progress.tsx';
import { JobSteps } from './job-steps.tsx';
import { kindWords, nowWords, progressWords } from './job-words.ts';
import { useJobActions } from './use-job-actions.ts';
import { useJobTitle } from './use-job-title.ts';
import { WarningList } from './warning-list.tsx';

/** A running job in full: how far, how long, which step, what went wrong so far, and how to stop it. */
export function JobCard({ job }: { job: Job }) {
  const title = useJobTitle(job);
  const { cancel } = useJobActions(job);
  const allowed = useAllowed('editor', job.workspaceId);
  const kind = kindWords[job.kind];
  const stopping = job.cancelRequested || cancel.isPending;
  return (
    <Card aria-label={title}>
      <h2 className="text-lg">{nowWords(job)}</h2>
      <p className="figures text-sm text-soft">{progressWords(job)}</p>
      <div className="my-4">
        <Progress percent={job.percent} label={`Progress of ${title}`} />
      </div>
      <JobSteps steps={job.steps} />
      {job.warnings.length > 0 && (
        <div className="mt-6">
          <WarningList job={job} />
        </div>
      )}
      <div className="mt-6 flex flex-wrap items-center justify-between gap-x-8 gap-y-4">
        <p className="min-w-0 flex-1 basis-72 text-xs text-soft">
          {`You can leave this page; the ${kind} goes on, and everything saved so far stays saved.`}
        </p>
        {allowed && (
          <Button size="small" disabled={stopping} onClick={() => cancel.mutate()}>
            <Square aria-hidden />
            {stopping ? 'Stopping…' : `Cancel ${kind}`}
          </Button>
        )}
      </div>
    </Card>
  );
}
