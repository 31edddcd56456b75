import type { Memory } from '../../../../schemas/contracts/memories.ts';
import { justifyRows, type RowOptions } from './justify-rows.ts';

export type GalleryRow =
  | { kind: 'heading'; key: string; text: string; height: number }
  | { kind: 'photos'; key: string; height: number; photos: { memory: Memory; width: number }[] }
  | { kind: 'coming'; key: string; height: number };

export interface GalleryOptions extends RowOptions {
  /** Height of the caption line below each picture, in pixels. */
  captionHeight: number;
  headingHeight: number;
  /** How many photos the server has in all; rows are held free for those not loaded yet. */
  total: number;
}

/** Year of the date that a memory is listed by, where the person is; a night of New Year belongs to their own. */
const yearOf = ({ at }: Memory): number | null => (at ? new Date(at).getFullYear() : null);

const yearWords = (year: number | null): string => (year === null ? 'Without a date' : String(year));

/** Rows of a gallery from newest to oldest, with a heading where the year changes. */
export function arrangeGallery(memories: readonly Memory[], options: GalleryOptions): GalleryRow[] {
  const rows: GalleryRow[] = [];
  for (const { year, members } of byYear(memories)) {
    rows.push({
      kind: 'heading',
      key: `year-${year}-${members[0]?.id}`,
      text: yearWords(year),
      height: options.headingHeight,
    });
    const sizes = members.map((memory) => memory.asset ?? { width: null, height: null });
    for (const row of justifyRows(sizes, options)) {
      const photos = row.widths.map((width, index) => ({
        memory: members[row.start + index] as Memory,
        width,
      }));
      const height = row.height + options.captionHeight + options.gap;
      rows.push({ kind: 'photos', key: photos[0]?.memory.id ?? '', height, photos });
    }
  }
  return rows.concat(comingRows(memories.length, rows, options));
}

function byYear(memories: readonly Memory[]): { year: number | null; members: Memory[] }[] {
  const groups: { year: number | null; members: Memory[] }[] = [];
  for (const memory of memories) {
    const last = groups.at(-1);
    const year = yearOf(memory);
    if (last?.year === year) last.members.push(memory);
    else groups.push({ year, members: [memory] });
  }
  return groups;
}

/** Free rows for what is still on the server, as tall as those that are here, so that the scroll bar tells the truth. */
function comingRows(loaded: number, rows: GalleryRow[], options: GalleryOptions): GalleryRow[] {
  const missing = options.total - loaded;
  if (missing <= 0) return [];
  const photoRows = rows.filter((row) => row.kind === 'photos').length;
  const perRow = photoRows > 0 ? loaded / photoRows : Math.max(1, options.width / (options.rowHeight * 1.3));
  const height = options.rowHeight + options.captionHeight + options.gap;
  return Array.from({ length: Math.ceil(missing / perRow) }, (_, index) => ({
    kind: 'coming',
    key: `coming-${loaded}-${index}`,
    height,
  }));
}
