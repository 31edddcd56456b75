import type { Backup } from '../../../schemas/contracts/memories.ts';
import { PageTitle } from '../ui/page-title.tsx';
import { formatBytes, formatCount } from '../words/format-number.ts';
import { formatMoment } from '../words/format-time.ts';
import { BackupActions } from './backup-actions.tsx';
import { BackupBadge } from './backup-badge.tsx';
import { networkNames } from './network-names.ts';

/** Whose memories these are, from when, how many, and what can be done with them. */
export function BackupHeader({ backup, state }: { backup: Backup; state: Backup['state'] }) {
  const { counts } = backup;
  const facts = [
    counts.photos > 0 && formatCount(counts.photos, 'photo'),
    counts.posts > 0 && formatCount(counts.posts, 'post'),
    counts.captions > 0 && formatCount(counts.captions, 'caption'),
    counts.duplicates > 0 && `${formatCount(counts.duplicates, 'duplicate')} kept once`,
    counts.bytes > 0 && formatBytes(counts.bytes),
  ].filter(Boolean);
  return (
    <PageTitle
      actions={<BackupActions backup={backup} />}
      lead={
        <>
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <BackupBadge backup={backup} state={state} />
            <span>
              {networkNames[backup.provider]}
              {backup.source === 'archive' ? ' archive, imported ' : ', '}
              <time dateTime={backup.createdAt}>{formatMoment(backup.createdAt)}</time>
            </span>
          </span>
          <span className="figures mt-2 flex flex-wrap gap-x-4 text-sm">
            {facts.map((fact) => (
              <span key={String(fact)}>{fact}</span>
            ))}
          </span>
        </>
      }
    >
      {backup.account.displayName}
    </PageTitle>
  );
}
