import { Link } from 'react-router';
import { cx } from '../ui/cx.ts';
import { formatNumber } from '../words/format-number.ts';
import type { BackupTab, useBackupView } from './use-backup-view.ts';

interface Props {
  view: ReturnType<typeof useBackupView>;
  /** Null for a part without a number. A part that is not named has nothing in it. */
  counts: Partial<Record<BackupTab, number | null>>;
}

const labels: Record<BackupTab, string> = {
  photos: 'Photos',
  albums: 'Albums',
  posts: 'Posts',
  report: 'Report',
  checks: 'Checks',
  problems: 'Problems',
};

/** Parts that every backup has; the others are only named when there is something in them. */
const always: readonly BackupTab[] = ['photos', 'posts'];

/** The parts of a backup; links, as each has its own address. */
export function BackupTabs({ view, counts }: Props) {
  const tabs = Object.entries(labels).flatMap(([key, label]) => {
    const name = key as BackupTab;
    const count = counts[name];
    const shown = always.includes(name) || view.tab === name || count === null || (count ?? 0) > 0;
    return shown ? [{ name, label, count: count ?? null }] : [];
  });
  return (
    <nav aria-label="Parts of this backup" className="-mx-1 flex gap-6 overflow-x-auto px-1">
      {tabs.map(({ name, label, count }) => (
        <Link
          key={name}
          to={view.tabHref(name)}
          preventScrollReset
          aria-current={view.tab === name ? 'page' : undefined}
          className={cx(
            '-mb-px whitespace-nowrap border-b-2 py-3 text-sm font-medium transition-colors duration-150',
            view.tab === name ? 'border-accent text-ink' : 'border-transparent text-soft hover:text-ink',
          )}
        >
          {label}
          {count !== null && <span className="figures font-normal text-soft"> {formatNumber(count)}</span>}
        </Link>
      ))}
    </nav>
  );
}
