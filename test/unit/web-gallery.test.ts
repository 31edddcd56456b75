import { describe, expect, test } from '@jest/globals';
import type { Memory } from '../../schemas/contracts/memories.ts';
import { arrangeGallery } from '../../web/src/memories/gallery/arrange-gallery.ts';
import { justifyRows, type Sized } from '../../web/src/memories/gallery/justify-rows.ts';

const shapes: Sized[] = [
  { width: 1600, height: 1067 },
  { width: 1067, height: 1600 },
  { width: 2400, height: 900 },
  { width: 1200, height: 1200 },
  { width: null, height: null },
];
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => shapes[(index * 3) % shapes.length]!);
const screen = { width: 1140, rowHeight: 220, gap: 8 };

describe('justified rows', () => {
  test.each([1140, 358, 320])('fill %d pixels exactly, and lose and repeat no picture', (width) => {
    const pictures = many(57);
    const rows = justifyRows(pictures, { ...screen, width });
    expect(rows.flatMap((row) => row.widths.map((_, index) => row.start + index))).toEqual(
      pictures.map((_, index) => index),
    );
    for (const row of rows.slice(0, -1)) {
      expect(row.widths.reduce((sum, each) => sum + each, screen.gap * (row.widths.length - 1))).toBe(width);
    }
  });

  test('keep each picture’s aspect to within rounding', () => {
    const pictures = many(40);
    for (const row of justifyRows(pictures, screen)) {
      for (const [index, width] of row.widths.entries()) {
        const { width: w, height: h } = pictures[row.start + index]!;
        const wanted = row.height * (w && h ? w / h : 1);
        expect(Math.abs(width - wanted)).toBeLessThanOrEqual(row.widths.length + 2);
      }
    }
  });

  test('a last short row keeps the wished height instead of being blown up', () => {
    const [row] = justifyRows([{ width: 800, height: 600 }], screen);
    expect(row).toEqual({ start: 0, widths: [293], height: 220 });
  });

  test('a panorama wider than the page becomes a row of its own, as low as it must be', () => {
    const [row] = justifyRows([{ width: 10_000, height: 1000 }], screen);
    expect(row).toEqual({ start: 0, widths: [1140], height: 114 });
  });

  test('nothing gives no rows', () => expect(justifyRows([], screen)).toEqual([]));
});

const memory = (id: string, at: string | null, createdAt = at): Memory => ({
  id,
  backupId: 'b',
  kind: 'photo',
  remoteId: id,
  createdAt,
  at,
  text: '',
  album: null,
  place: null,
  permalink: null,
  state: 'stored',
  problem: null,
  asset: null,
  photos: [],
  tags: [],
  comments: [],
  carried: false,
});
const options = { ...screen, captionHeight: 28, headingHeight: 64 };
const headings = (memories: Memory[]) =>
  arrangeGallery(memories, { ...options, total: memories.length }).flatMap((row) =>
    row.kind === 'heading' ? [row.text] : [],
  );

describe('the gallery', () => {
  test('has a heading for each year, newest first, and one for photos without a date', () => {
    expect(
      headings([
        memory('1', '2026-04-02T10:00:00Z'),
        memory('2', '2026-01-20T10:00:00Z'),
        memory('3', '2019-06-15T10:00:00Z'),
        memory('4', null),
      ]),
    ).toEqual(['2026', '2019', 'Without a date']);
  });

  test('a photo that was dated back stays among those of its year', () => {
    expect(
      headings([
        memory('1', '2020-05-01T10:00:00Z'),
        memory('2', '2012-05-01T10:00:00Z'),
        // Published in 2024, listed by the date its owner gave it.
        memory('3', '2012-04-01T10:00:00Z', '2024-05-01T10:00:00Z'),
        memory('4', '2012-03-01T10:00:00Z'),
      ]),
    ).toEqual(['2020', '2012']);
  });

  test('a photo that was dated forward opens its own year, and those below keep theirs', () => {
    expect(
      headings([
        memory('1', '2026-05-01T10:00:00Z', '2011-05-01T10:00:00Z'),
        memory('2', '2020-05-01T10:00:00Z'),
        memory('3', '1958-05-01T10:00:00Z', '2020-05-01T10:00:00Z'),
      ]),
    ).toEqual(['2026', '2020', '1958']);
  });

  test('holds room for photos that are not loaded yet', () => {
    const loaded = many(40).map((_, index) => memory(String(index), '2026-04-02T10:00:00Z'));
    const rows = arrangeGallery(loaded, { ...options, total: 400 });
    const photoRows = rows.filter((row) => row.kind === 'photos').length;
    expect(rows.filter((row) => row.kind === 'coming')).toHaveLength(photoRows * 9);
  });
});
