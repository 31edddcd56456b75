import { Link } from 'react-router';
import type { Backup, Connection } from '../../../schemas/contracts/memories.ts';
import { BackUpButton } from '../memories/back-up-button.tsx';
import { BackupBadge } from '../memories/backup-badge.tsx';
import { CoverCollage } from '../memories/cover-collage.tsx';
import { Button } from '../ui/button.tsx';
import { formatBytes, formatNumber } from '../words/format-number.ts';
import { formatAgo } from '../words/format-time.ts';

interface Props {
  backup: Backup;
  connections: Connection[];
}

export function LastBackup({ backup, connections }: Props) {
  const { counts } = backup;
  const facts: [string, string][] = [
    ['Photos', formatNumber(counts.photos)],
    ['Posts', formatNumber(counts.posts)],
    ['Captions', formatNumber(counts.captions)],
    ['Size', formatBytes(counts.bytes)],
  ];
  return (
    <section
      aria-labelledby="last-backup"
      className="mt-8 grid items-center gap-x-12 gap-y-6 md:grid-cols-[3fr_2fr]"
    >
      <Link to={`/memories/${backup.id}`} aria-hidden tabIndex={-1}>
        <CoverCollage cover={backup.cover} className="aspect-3/2" />
      </Link>
      <div>
        <p className="flex items-center gap-3 text-sm text-soft">
          Saved {formatAgo(backup.finishedAt ?? backup.createdAt)}
          <BackupBadge backup={backup} />
        </p>
        <h2 id="last-backup" className="mt-2 text-xl">
          {backup.account.displayName}
        </h2>
        <dl className="figures mt-4 grid grid-cols-2 gap-x-6 gap-y-4">
          {facts.map(([name, value]) => (
            <div key={name} className="flex flex-col-reverse">
              <dt className="text-sm text-soft">{name}</dt>
              <dd className="text-lg font-semibold">{value}</dd>
            </div>
          ))}
        </dl>
        <div className="mt-6 flex flex-wrap gap-3">
          <BackUpButton connections={connections} />
          <Button asChild>
            <Link to={`/memories/${backup.id}`}>Open the photos</Link>
          </Button>
        </div>
      </div>
    </section>
  );
}
