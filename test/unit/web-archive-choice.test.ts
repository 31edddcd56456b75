import { describe, expect, test } from '@jest/globals';
import yauzl from 'yauzl';
import type { ImportFile } from '../../schemas/contracts/imports.ts';
import { fromLocalField, toLocalField } from '../../web/src/memories/lightbox/local-date.ts';
import { collectChosen } from '../../web/src/memories/uploads/collect-chosen.ts';
import { fingerprintFile } from '../../web/src/memories/uploads/fingerprint.ts';
import { matchSources } from '../../web/src/memories/uploads/match-sources.ts';
import { createSpeedMeter } from '../../web/src/memories/uploads/measure-speed.ts';
import { type FolderFile, readFolder } from '../../web/src/memories/uploads/read-folder.ts';
import { takeOnce } from '../../web/src/memories/uploads/take-once.ts';
import type { UploadSource } from '../../web/src/memories/uploads/upload-source.ts';

const file = (path: string, text = path, lastModified = 0): FolderFile => ({
  path,
  file: new File([text], path.split('/').at(-1) ?? '', { lastModified }),
});

describe('what is chosen', () => {
  test('is sorted into ZIP parts, unpacked folders and the rest; what systems leave behind is left out', () => {
    const chosen = collectChosen([
      file('facebook-a.zip'),
      file('parts/facebook-b.zip'),
      file('parts/facebook-c.ZIP'),
      file('parts/.DS_Store'),
      file('maya/posts/your_posts_1.json'),
      file('maya/__MACOSX/x.json'),
      file('holiday.jpg'),
    ]);
    expect(chosen.zips.map(({ name }) => name)).toEqual([
      'facebook-a.zip',
      'facebook-b.zip',
      'facebook-c.ZIP',
    ]);
    expect(chosen.folders.map(({ name, files }) => [name, files.map(({ path }) => path)])).toEqual([
      ['maya', ['maya/posts/your_posts_1.json']],
    ]);
    expect(chosen.others).toEqual(['holiday.jpg']);
  });

  const begun = (name: string, bytes: number, fingerprint: string | null): ImportFile => ({
    id: name,
    name,
    bytes,
    fingerprint,
    chunks: 1,
    missing: [[0, 0]],
    receivedBytes: 0,
  });
  const source = (name: string, bytes: number, fingerprint: string): UploadSource => ({
    name,
    bytes,
    fingerprint,
    read: async function* () {
      yield { index: 0, body: new Uint8Array() };
    },
  });

  test('goes on with an upload by its contents, even renamed; other contents under its name do not', () => {
    const open = [{ id: 'i1', files: [begun('a.zip', 10, 'f1'), begun('b.zip', 20, null)] }];
    const matched = matchSources(
      [
        source('a (1).zip', 10, 'f1'),
        source('a.zip', 10, 'f2'),
        source('b.zip', 20, 'f3'),
        source('c.zip', 10, 'f4'),
      ],
      open,
    );
    expect(matched.known.map(({ source: { name }, file: { id } }) => [name, id])).toEqual([
      ['a (1).zip', 'a.zip'],
      ['b.zip', 'b.zip'],
    ]);
    expect(matched.changed.map(({ name }) => name)).toEqual(['a.zip']);
    expect(matched.fresh.map(({ name }) => name)).toEqual(['c.zip']);
  });

  const pairs = ({ known }: ReturnType<typeof matchSources>) =>
    known.map(({ source: { name }, file: { id } }) => [name, id]);

  test('brings bytes to every part of an upload, even where two parts have the same contents', () => {
    const open = [{ id: 'i1', files: [begun('a.zip', 10, 'f1'), begun('a (1).zip', 10, 'f1')] }];
    const both = matchSources([source('a (1).zip', 10, 'f1'), source('a.zip', 10, 'f1')], open);
    expect(pairs(both)).toEqual([
      ['a.zip', 'a.zip'],
      ['a (1).zip', 'a (1).zip'],
    ]);
    expect(pairs(matchSources([source('a.zip', 10, 'f1')], open))).toEqual([
      ['a.zip', 'a.zip'],
      ['a.zip', 'a (1).zip'],
    ]);
  });

  test('is no new import when it is a second copy of a part that goes on', () => {
    const open = [{ id: 'i1', files: [begun('a.zip', 10, 'f1')] }];
    const matched = matchSources([source('a (1).zip', 10, 'f1'), source('a.zip', 10, 'f1')], open);
    expect(pairs(matched)).toEqual([['a.zip', 'a.zip']]);
    expect(matched).toMatchObject({ changed: [], fresh: [] });
  });

  test('without fingerprints never gives one file’s bytes to two parts of its name and size', () => {
    const open = [{ id: 'i1', files: [begun('a.zip', 10, null), begun('a.zip', 10, null)] }];
    expect(pairs(matchSources([source('a.zip', 10, '')], open))).toHaveLength(1);
  });

  test('is taken once under two names; other contents under the same name are taken, too', () => {
    const first = takeOnce([], [source('a.zip', 10, 'f1'), source('a (1).zip', 10, 'f1')]);
    expect(first.fresh.map(({ name }) => name)).toEqual(['a.zip']);
    expect(first.copies).toEqual([{ name: 'a (1).zip', of: 'a.zip' }]);

    const second = takeOnce(first.fresh, [source('a.zip', 10, 'f2'), source('a.zip', 10, 'f1')]);
    expect(second.fresh.map(({ fingerprint }) => fingerprint)).toEqual(['f1', 'f2']);
    expect(second.copies).toEqual([]);
  });

  test('is told apart by a byte at either end and by its size', async () => {
    const big = (change: (bytes: Uint8Array) => void, size = 200_000) => {
      const bytes = new Uint8Array(size).fill(7);
      change(bytes);
      return fingerprintFile(new File([bytes], 'a.zip'));
    };
    const prints = await Promise.all([
      big(() => undefined),
      big((bytes) => bytes.fill(1, 0, 1)),
      big((bytes) => bytes.fill(1, bytes.length - 1)),
      big(() => undefined, 200_001),
    ]);
    expect(new Set(prints).size).toBe(4);
    expect(await big(() => undefined)).toBe(prints[0]);
  });
});

describe('an unpacked folder', () => {
  const files = [file('maya/b/ñandú.json', '{"b":1}', 5), file('maya/a.txt', 'x'.repeat(5000), 9)];

  async function bytesOf(
    source: UploadSource,
    indexes: number[],
    chunkBytes: number,
  ): Promise<Map<number, Buffer>> {
    const got = new Map<number, Buffer>();
    for await (const { index, body } of source.read(indexes, chunkBytes)) got.set(index, Buffer.from(body));
    return got;
  }

  test('becomes a ZIP of the size that was announced, whatever the order of its files', async () => {
    const one = await readFolder('maya', files);
    const other = await readFolder('maya', files.toReversed());
    expect(one).toMatchObject({ name: 'maya.zip', fingerprint: other.fingerprint });
    const chunks = Array.from({ length: Math.ceil(one.bytes / 1000) }, (_, index) => index);
    const whole = Buffer.concat([...(await bytesOf(one, chunks, 1000)).values()]);
    expect(whole.length).toBe(one.bytes);
    expect(Buffer.concat([...(await bytesOf(other, chunks, 1000)).values()])).toEqual(whole);

    const zip = await yauzl.fromBufferPromise(whole, { lazyEntries: true });
    const read: Record<string, string> = {};
    for await (const entry of zip.eachEntry()) {
      read[entry.fileName] = Buffer.concat(
        await (await zip.openReadStreamPromise(entry)).toArray(),
      ).toString();
    }
    expect(read).toEqual({ 'maya/a.txt': 'x'.repeat(5000), 'maya/b/ñandú.json': '{"b":1}' });
  });

  test('gives the same bytes for the chunks that are missing on another day', async () => {
    const source = await readFolder('maya', files);
    const all = await bytesOf(source, [0, 1, 2, 3, 4, 5], 1000);
    const some = await bytesOf(await readFolder('maya', files), [1, 4], 1000);
    expect([...some.keys()]).toEqual([1, 4]);
    expect(some.get(1)).toEqual(all.get(1));
    expect(some.get(4)).toEqual(all.get(4));
  });

  test('is another one when a file of it has changed', async () => {
    const before = await readFolder('maya', files);
    const after = await readFolder('maya', [files[0]!, file('maya/a.txt', 'y'.repeat(5000), 10)]);
    expect(after.fingerprint).not.toBe(before.fingerprint);
  });
});

test('the speed follows the last seconds, and is not guessed from the first moment', () => {
  const meter = createSpeedMeter();
  meter.note(0, 0);
  expect(meter.speed()).toBeNull();
  meter.note(2000, 4_000_000);
  expect(meter.speed()).toBe(2_000_000);
  for (let second = 3; second <= 12; second += 1)
    meter.note(second * 1000, 4_000_000 + (second - 2) * 500_000);
  expect(meter.speed()).toBe(500_000);
});

test('a date is written and read in the time of this device, to the second', () => {
  expect(fromLocalField(toLocalField('1958-07-04T12:30:05.000Z'))).toBe('1958-07-04T12:30:05.000Z');
  expect(fromLocalField('2019-02-30')).toBeNull();
  expect(fromLocalField('')).toBeNull();
  expect(toLocalField(null)).toBe('');
});
