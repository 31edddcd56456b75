import { Link } from 'react-router';
import type { Backup } from '../../../schemas/contracts/memories.ts';
import { isOpen, useLiveJob } from '../jobs/job-watches.tsx';
import { progressWords } from '../jobs/job-words.ts';
import { Progress } from '../ui/progress.tsx';
import { formatBytes, formatCount } from '../words/format-number.ts';
import { formatDay } from '../words/format-time.ts';
import { BackupBadge } from './backup-badge.tsx';
import { CoverCollage } from './cover-collage.tsx';

export function BackupTile({ backup }: { backup: Backup }) {
  const { counts } = backup;
  return (
    <article className="group relative">
      <CoverCollage cover={backup.cover} className="aspect-3/2" />
      <div className="mt-3 flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base">
          <Link
            to={`/memories/${backup.id}`}
            className="rounded-small after:absolute after:inset-0 group-hover:underline"
          >
            {backup.account.displayName}
          </Link>
        </h2>
        <BackupBadge backup={backup} />
      </div>
      <p className="figures text-sm text-soft">
        <time dateTime={backup.createdAt}>{formatDay(backup.createdAt)}</time>
        {` · ${formatCount(counts.photos, 'photo')} · ${formatCount(counts.posts, 'post')} · ${formatBytes(counts.bytes)}`}
      </p>
      {isOpen(backup) && <TileProgress jobId={backup.jobId} name={backup.account.displayName} />}
    </article>
  );
}

function TileProgress({ jobId, name }: { jobId: string; name: string }) {
  const { data: job } = useLiveJob(jobId);
  if (!job) return null;
  return (
    <div className="mt-2">
      <Progress slim percent={job.percent} label={`Backup of ${name}`} />
      <p className="figures mt-1 text-xs text-soft">{progressWords(job)}</p>
    </div>
  );
}
