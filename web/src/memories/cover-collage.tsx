import { Images } from 'lucide-react';
import type { Asset } from '../../../schemas/contracts/memories.ts';
import { cx } from '../ui/cx.ts';
import { Photo } from './gallery/photo.tsx';

/** How one to five pictures share a 3:2 frame, as grid areas on six columns and two rows. */
const layouts: Record<number, string[]> = {
  1: ['col-span-6 row-span-2'],
  2: ['col-span-3 row-span-2', 'col-span-3 row-span-2'],
  3: ['col-span-4 row-span-2', 'col-span-2', 'col-span-2'],
  4: ['col-span-3', 'col-span-3', 'col-span-3', 'col-span-3'],
  5: ['col-span-3', 'col-span-3', 'col-span-2', 'col-span-2', 'col-span-2'],
};

/** A few pictures of a backup; decorative, as the words beside it say what it is. */
export function CoverCollage({ cover, className }: { cover: Asset[]; className?: string }) {
  const shown = cover.slice(0, 5);
  const frame = cx('overflow-hidden rounded-corner', className);
  if (shown.length === 0) {
    return (
      <div className={cx(frame, 'flex items-center justify-center bg-sunken text-soft')}>
        <Images aria-hidden className="size-8" />
      </div>
    );
  }
  return (
    <div className={cx(frame, 'grid grid-cols-6 grid-rows-2 gap-1')}>
      {shown.map((asset, index) => (
        <Photo
          key={asset.id}
          asset={asset}
          alt=""
          width={320}
          className={cx('min-h-0', layouts[shown.length]?.[index])}
        />
      ))}
    </div>
  );
}
