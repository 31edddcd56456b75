import { ExternalLink } from 'lucide-react';
import type { Job } from '../../../schemas/contracts/jobs.ts';
import type { Backup, Memory } from '../../../schemas/contracts/memories.ts';
import { useAllowed } from '../accounts/use-allowed.ts';
import { ErrorView } from '../app/error-view.tsx';
import { useJobActions } from '../jobs/use-job-actions.ts';
import { WarningList } from '../jobs/warning-list.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { formatLongDay } from '../words/format-time.ts';
import { canTryAgain } from './can-try-again.ts';
import { networkNames } from './network-names.ts';
import { PostsSkeleton } from './posts/posts-skeleton.tsx';
import { usePages } from './use-pages.ts';

/** What could not be saved, why, and what to do about it. */
export function ProblemsTab({ backup, job }: { backup: Backup; job: Job | null }) {
  const { query, memories, more } = usePages(backup.id, { state: 'failed' });
  if (query.error && !query.data)
    return <ErrorView error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <PostsSkeleton />;
  const network = networkNames[backup.provider];
  const fromArchive = backup.source === 'archive';
  const warnings = job?.warnings.length ?? 0;
  if (memories.length === 0 && warnings === 0) {
    const all = fromArchive ? 'the archive holds' : `${network} showed us`;
    return <EmptyState title="No problems">{`Everything that ${all} is saved.`}</EmptyState>;
  }
  const curable = job !== null && canTryAgain(backup, job);
  return (
    <div className="mx-auto grid max-w-3xl gap-10 pt-8">
      {job && warnings > 0 && (
        <section className="grid gap-4">
          <h2 className="text-lg">What happened</h2>
          <WarningList job={job} />
        </section>
      )}
      {memories.length > 0 && (
        <section>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h2 className="text-lg">Not saved</h2>
            {curable && <TryAgain job={job} />}
          </div>
          <p className="mt-1 text-sm text-soft">
            Everything else is safe.{curable && ' These can be tried again at any time.'}
          </p>
          <ul className="mt-4">
            {memories.map((memory) => (
              <FailedMemory key={memory.id} memory={memory} network={network} />
            ))}
          </ul>
          {query.hasNextPage && (
            <Button className="mt-6" busy={query.isFetching} onClick={more}>
              Show more
            </Button>
          )}
        </section>
      )}
    </div>
  );
}

function TryAgain({ job }: { job: Job }) {
  const { retry } = useJobActions(job);
  const allowed = useAllowed('editor', job.workspaceId);
  return (
    allowed && (
      <Button busy={retry.isPending} onClick={() => retry.mutate()}>
        Try these again
      </Button>
    )
  );
}

function FailedMemory({ memory, network }: { memory: Memory; network: string }) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1 border-b border-line py-3 text-sm">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">
          {memory.kind === 'photo' ? 'Photo' : 'Post'}
          {memory.createdAt && ` of ${formatLongDay(memory.createdAt)}`}
        </p>
        {memory.text && (
          <p dir="auto" className="line-clamp-2 text-soft">
            “{memory.text}”
          </p>
        )}
        <p className="text-soft">{memory.problem ?? 'It could not be saved.'}</p>
      </div>
      {memory.permalink && (
        <a
          href={memory.permalink}
          target="_blank"
          rel="noreferrer"
          className="inline-flex items-center gap-1 rounded-small text-accent underline underline-offset-4"
        >
          See it on {network}
          <ExternalLink aria-hidden className="size-3.5" />
        </a>
      )}
    </li>
  );
}
