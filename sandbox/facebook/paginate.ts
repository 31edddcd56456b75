import { GraphError } from './graph-error.ts';

interface Cursor {
  /** Id of the item beside which the page starts. */
  id: string;
  /** Where that item was. */
  at: number;
  /** Number of the page in the listing, from 0. */
  page: number;
}

export interface Page<T> {
  items: T[];
  /** Place of the first item in the listing. */
  start: number;
  before?: string;
  after?: string;
  hasNext: boolean;
  hasPrevious: boolean;
}

/**
 * Cuts one page of a listing. With `uneven` the second page is short and the third is empty, both with a `next`,
 * and later ones are short now and then: as Graph does when it filters after it has counted.
 */
export function paginate<T extends { id: string }>(
  items: T[],
  options: { limit: number; after?: string; before?: string; uneven: boolean },
): Page<T> {
  if (options.before !== undefined) return pageBefore(items, options.limit, readCursor(options.before));
  const cursor = options.after === undefined ? undefined : readCursor(options.after);
  const start = cursor === undefined ? 0 : placeOf(items, cursor) + 1;
  const page = cursor === undefined ? 0 : cursor.page + 1;
  const size = options.uneven ? unevenSize(page, options.limit) : options.limit;
  const shown = items.slice(start, start + size);
  const last = start + shown.length - 1;
  const hasNext = last + 1 < items.length;
  const anchor = items[Math.max(last, 0)];
  return {
    items: shown,
    start,
    hasNext,
    hasPrevious: start > 0,
    ...(shown[0] === undefined ? {} : { before: writeCursor({ id: shown[0].id, at: start, page }) }),
    ...(anchor === undefined ? {} : { after: writeCursor({ id: anchor.id, at: last, page }) }),
  };
}

function pageBefore<T extends { id: string }>(items: T[], limit: number, cursor: Cursor): Page<T> {
  const end = placeOf(items, cursor);
  const start = Math.max(0, end - limit);
  const shown = items.slice(start, end);
  const page = Math.max(0, cursor.page - 1);
  const first = shown[0];
  const last = shown.at(-1);
  return {
    items: shown,
    start,
    hasNext: end < items.length,
    hasPrevious: start > 0,
    ...(first === undefined ? {} : { before: writeCursor({ id: first.id, at: start, page }) }),
    ...(last === undefined ? {} : { after: writeCursor({ id: last.id, at: end - 1, page }) }),
  };
}

function unevenSize(page: number, limit: number): number {
  if (page === 2) return 0;
  return page === 1 || page % 6 === 5 ? Math.max(1, Math.floor(limit * 0.6)) : limit;
}

/** New items on top move the place; the item itself is looked for then. An item that is gone makes the cursor stale. */
function placeOf(items: { id: string }[], cursor: Cursor): number {
  if (items[cursor.at]?.id === cursor.id) return cursor.at;
  const found = items.findIndex(({ id }) => id === cursor.id);
  if (found >= 0) return found;
  throw invalidCursor();
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.id, cursor.at, cursor.page])).toString('base64url');
}

function readCursor(text: string): Cursor {
  try {
    const [id, at, page] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
      unknown,
      unknown,
      unknown,
    ];
    if (typeof id === 'string' && typeof at === 'number' && typeof page === 'number') return { id, at, page };
  } catch {
    throw invalidCursor();
  }
  throw invalidCursor();
}

function invalidCursor(): GraphError {
  return new GraphError({ message: '(#100) Invalid cursors values', code: 100 });
}
