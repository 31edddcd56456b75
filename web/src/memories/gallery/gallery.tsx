import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useLayoutEffect, useMemo } from 'react';
import type { Memory } from '../../../../schemas/contracts/memories.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { arrangeGallery, type GalleryRow } from './arrange-gallery.ts';
import { GalleryTile } from './gallery-tile.tsx';
import { useWidth } from './use-width.ts';

const gap = 8;
const captionHeight = 28;
const headingHeight = 64;

interface Props {
  memories: Memory[];
  total: number;
  /** Address of one photo, by its memory's id. */
  hrefOf: (memoryId: string) => string;
  /** Asks for the next page; called when rows come into sight that are not loaded yet. */
  onMore: () => void;
  label: string;
}

/** Photos in justified rows. Only rows in sight are in the page, so that ten thousand scroll like ten. */
export function Gallery({ memories, total, hrefOf, onMore, label }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const rowHeight = width < 560 ? 150 : 220;
  const rows = useMemo(
    () =>
      width === 0
        ? []
        : arrangeGallery(memories, { width, rowHeight, gap, captionHeight, headingHeight, total }),
    [memories, width, rowHeight, total],
  );
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => rows[index]?.height ?? rowHeight,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 4,
    scrollMargin: ref.current?.offsetTop ?? 0,
  });
  // Sizes are computed from the rows, so they are only asked for anew when the rows are.
  useLayoutEffect(() => virtualizer.measure(), [rows]);

  const shown = virtualizer.getVirtualItems();
  const waiting = shown.some((item) => rows[item.index]?.kind === 'coming');
  // Each page that arrives may leave free rows in sight, so it asks again.
  useEffect(() => {
    if (waiting) onMore();
  }, [waiting, memories, onMore]);

  return (
    <section ref={ref} aria-label={label} className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {shown.map((item) => {
        const row = rows[item.index];
        if (!row) return null;
        return (
          <div
            key={item.key}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${item.start - virtualizer.options.scrollMargin}px)` }}
          >
            <Row row={row} hrefOf={hrefOf} />
          </div>
        );
      })}
    </section>
  );
}

const Row = memo(function Row({ row, hrefOf }: { row: GalleryRow; hrefOf: (id: string) => string }) {
  if (row.kind === 'heading') {
    return (
      <h2 className="figures flex items-end pb-3 text-lg" style={{ height: row.height }}>
        {row.text}
      </h2>
    );
  }
  if (row.kind === 'coming') {
    return (
      <div className="flex" style={{ gap, height: row.height, paddingBottom: gap + captionHeight }}>
        {[3, 4, 2, 3].map((grow, index) => (
          <div key={index} style={{ flexGrow: grow }}>
            <Skeleton className="h-full" />
          </div>
        ))}
      </div>
    );
  }
  return (
    <div className="flex" style={{ gap, height: row.height }}>
      {row.photos.map(({ memory, width }) => (
        <GalleryTile
          key={memory.id}
          memory={memory}
          width={width}
          height={row.height - captionHeight - gap}
          to={hrefOf(memory.id)}
        />
      ))}
    </div>
  );
});
