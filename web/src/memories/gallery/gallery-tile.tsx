import { memo } from 'react';
import { Link } from 'react-router';
import type { Memory } from '../../../../schemas/contracts/memories.ts';
import { altOf } from '../describe-asset.ts';
import { Photo } from './photo.tsx';

interface Props {
  memory: Memory;
  width: number;
  height: number;
  /** Address of the picture in its own right. */
  to: string;
}

export const GalleryTile = memo(function GalleryTile({ memory, width, height, to }: Props) {
  const { asset } = memory;
  if (!asset) return null;
  const caption = asset.caption.text || memory.text;
  return (
    <div style={{ width }}>
      <Link
        to={to}
        preventScrollReset
        state={{ opened: true }}
        data-photo={memory.id}
        className="block overflow-hidden rounded-small"
        style={{ height }}
      >
        <Photo asset={asset} alt={altOf(asset, memory)} width={width} className="size-full" />
      </Link>
      <p aria-hidden dir="auto" className="h-7 truncate pt-1 text-xs text-soft">
        {caption}
      </p>
    </div>
  );
});
