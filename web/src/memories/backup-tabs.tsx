import { Link } from 'react-router';
import { cx } from '../ui/cx.ts';
import { formatNumber } from '../words/format-number.ts';
import type { BackupTab, useBackupView } from './use-backup-view.ts';

interface Props {
  view: ReturnType<typeof useBackupView>;
  counts: { photos: number; posts: number; problems: number };
}

/** The parts of a backup; links, as each has its own address. Problems are only named when there are some. */
export function BackupTabs({ view, counts }: Props) {
  const tabs: { name: BackupTab; label: string; count: number }[] = [
    { name: 'photos', label: 'Photos', count: counts.photos },
    { name: 'posts', label: 'Posts', count: counts.posts },
  ];
  if (counts.problems > 0 || view.tab === 'problems') {
    tabs.push({ name: 'problems', label: 'Problems', count: counts.problems });
  }
  return (
    <nav aria-label="Parts of this backup" className="flex gap-6">
      {tabs.map(({ name, label, count }) => (
        <Link
          key={name}
          to={view.tabHref(name)}
          preventScrollReset
          aria-current={view.tab === name ? 'page' : undefined}
          className={cx(
            '-mb-px border-b-2 py-3 text-sm font-medium transition-colors duration-150',
            view.tab === name ? 'border-accent text-ink' : 'border-transparent text-soft hover:text-ink',
          )}
        >
          {label} <span className="figures font-normal text-soft">{formatNumber(count)}</span>
        </Link>
      ))}
    </nav>
  );
}
