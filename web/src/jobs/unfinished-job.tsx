import { RotateCcw } from 'lucide-react';
import { Link } from 'react-router';
import type { Job } from '../../../schemas/contracts/jobs.ts';
import { useAllowed } from '../accounts/use-allowed.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { kindWords } from './job-words.ts';
import { useJobActions } from './use-job-actions.ts';

/** What to say above a result that is not whole: why, what is safe, and the way on. */
export function UnfinishedJob({ job }: { job: Job }) {
  const { retry } = useJobActions(job);
  const allowed = useAllowed('editor', job.workspaceId);
  if (job.state === 'partial') {
    return (
      <Notice
        tone="warn"
        title="Saved, with a few gaps"
        action={
          <Button asChild>
            <Link to={job.kind === 'import' ? '?tab=report' : '?tab=problems'} preventScrollReset>
              See what is missing
            </Link>
          </Button>
        }
      >
        What could be saved is safe and in the ZIP.
      </Notice>
    );
  }
  if (job.state !== 'failed' && job.state !== 'cancelled') return null;
  const kind = kindWords[job.kind];
  const failed = job.state === 'failed';
  return (
    <Notice
      tone={failed ? 'bad' : 'plain'}
      title={failed ? `This ${kind} did not finish` : `You stopped this ${kind}`}
      action={
        allowed && (
          <Button busy={retry.isPending} onClick={() => retry.mutate()}>
            <RotateCcw aria-hidden />
            Go on where it stopped
          </Button>
        )
      }
    >
      {job.error ? `${job.error.message} ` : ''}What was saved until then is safe below.
    </Notice>
  );
}
