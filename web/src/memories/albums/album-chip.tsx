import { X } from 'lucide-react';
import { Link } from 'react-router';
import { formatCount } from '../../words/format-number.ts';

/** Says that only one album is shown, and takes the filter off. */
export function AlbumChip({ album, total }: { album: string; total: number }) {
  return (
    <div className="flex flex-wrap items-center gap-3 pt-6">
      <h2 dir="auto" className="text-lg">
        {album}
      </h2>
      <span className="figures text-sm text-soft">{formatCount(total, 'photo')}</span>
      <Link
        to="."
        preventScrollReset
        className="inline-flex items-center gap-1 rounded-full bg-accent-soft py-1 pr-2 pl-3 text-sm font-medium text-accent"
      >
        Show all photos
        <X aria-hidden className="size-4" />
      </Link>
    </div>
  );
}
