import { Undo2 } from 'lucide-react';
import type { Backup } from '../../../schemas/contracts/memories.ts';
import { useAllowed } from '../accounts/use-allowed.ts';
import { ErrorView } from '../app/error-view.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { formatCount } from '../words/format-number.ts';
import { formatDay, formatMoment } from '../words/format-time.ts';
import { networkNames } from './network-names.ts';
import { useDeleteBackup } from './use-delete-backup.ts';
import { useDeletedBackups } from './use-deleted-backups.ts';

/** Backups that were deleted and can still be taken back. */
export function Component() {
  const deleted = useDeletedBackups();
  return (
    <div className="page max-w-4xl pb-16">
      <PageTitle lead="Deleted backups can be restored until their date; then what no other backup uses is erased.">
        Recently deleted
      </PageTitle>
      {deleted.error && !deleted.data && (
        <ErrorView error={deleted.error} onRetry={() => void deleted.refetch()} />
      )}
      {!deleted.error && !deleted.data && <Skeleton className="h-40" />}
      {deleted.data?.length === 0 && (
        <EmptyState title="Nothing was deleted lately">Your backups are all in Memories.</EmptyState>
      )}
      {deleted.data && deleted.data.length > 0 && (
        <ul aria-label="Deleted backups" className="divide-y divide-line border-y border-line">
          {deleted.data.map((backup) => (
            <DeletedBackup key={backup.id} backup={backup} />
          ))}
        </ul>
      )}
      {deleted.hasNextPage && (
        <Button
          className="mt-6"
          busy={deleted.isFetchingNextPage}
          onClick={() => void deleted.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </div>
  );
}

function DeletedBackup({ backup }: { backup: Backup }) {
  const { restore } = useDeleteBackup();
  const allowed = useAllowed('editor', backup.workspaceId);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4">
      <div className="min-w-0 flex-1 basis-64">
        <h2 dir="auto" className="text-base">
          {networkNames[backup.provider]} of {backup.account.displayName}
        </h2>
        <p className="figures text-sm text-soft">
          {`Made ${formatMoment(backup.createdAt)} · ${formatCount(backup.counts.photos, 'photo')} · ${formatCount(backup.counts.posts, 'post')}`}
        </p>
        {backup.purgeAt && (
          <p className="text-sm">
            Can be restored until <time dateTime={backup.purgeAt}>{formatDay(backup.purgeAt)}</time>.
          </p>
        )}
      </div>
      {allowed && (
        <Button busy={restore.isPending} onClick={() => restore.mutate(backup.id)}>
          <Undo2 aria-hidden />
          Restore
        </Button>
      )}
    </li>
  );
}
