export interface Sized {
  width: number | null;
  height: number | null;
}

export interface JustifiedRow {
  /** Index of the row's first picture. */
  start: number;
  /** Widths of its pictures in whole pixels; with the gaps they fill the row, except in a last short one. */
  widths: number[];
  height: number;
}

export interface RowOptions {
  /** Width to fill, in pixels. */
  width: number;
  /** Height that rows should be near, in pixels. */
  rowHeight: number;
  gap: number;
}

/** Pictures of unknown size are taken as squares. */
export const ratioOf = ({ width, height }: Sized): number => (width && height ? width / height : 1);

/**
 * Breaks pictures into rows that fill the width while each keeps its aspect. A row ends at the picture that
 * brings its height nearest to the wished one; the last row is not stretched beyond it.
 */
export function justifyRows(items: readonly Sized[], { width, rowHeight, gap }: RowOptions): JustifiedRow[] {
  const rows: JustifiedRow[] = [];
  let start = 0;
  let ratios: number[] = [];
  let sum = 0;

  const heightOf = (count: number, total: number) => (width - gap * (count - 1)) / total;
  const close = (height: number, filled: boolean) => {
    rows.push({
      start,
      height: Math.round(height),
      widths: wholeWidths(ratios, height, filled ? width : 0, gap),
    });
    start += ratios.length;
    ratios = [];
    sum = 0;
  };

  for (const item of items) {
    const ratio = ratioOf(item);
    const before = ratios.length > 0 ? heightOf(ratios.length, sum) : Number.POSITIVE_INFINITY;
    const after = heightOf(ratios.length + 1, sum + ratio);
    if (after < rowHeight && before - rowHeight < rowHeight - after) close(before, true);
    ratios.push(ratio);
    sum += ratio;
    if (heightOf(ratios.length, sum) <= rowHeight) close(heightOf(ratios.length, sum), true);
  }
  if (ratios.length > 0) {
    const full = heightOf(ratios.length, sum);
    close(Math.min(full, rowHeight), full <= rowHeight);
  }
  return rows;
}

/** Rounds widths down and gives the pixels that are over to the last, so that the right edges line up. */
function wholeWidths(ratios: number[], height: number, fill: number, gap: number): number[] {
  const widths = ratios.map((ratio) => Math.floor(ratio * height));
  if (fill === 0) return widths;
  const used = widths.reduce((total, width) => total + width, 0) + gap * (widths.length - 1);
  widths[widths.length - 1] = (widths.at(-1) ?? 0) + fill - used;
  return widths;
}
