import { describe, expect, test } from '@jest/globals';
import yazl from 'yazl';
import { archiveLimits } from '../../providers/archive/archive-limits.ts';
import { ArchiveFileProblem, type ArchiveFiles } from '../../providers/archive/archive-reader.ts';
import { openArchive } from '../../providers/archive/open-archive.ts';
import { buildArchive, partOf, readText as read } from '../support/build-archive.ts';
import { rawZip } from '../support/raw-zip.ts';

const paths = (files: ArchiveFiles) => files.files.map(({ path, part }) => `${part} ${path}`);
const reasonOf = (promise: Promise<unknown>) => promise.then(() => null).catch((error: unknown) => error);

describe('the files of an archive', () => {
  test('of several parts are one set; folders and leavings of operating systems are none', async () => {
    const files = await openArchive([
      buildArchive({ 'a/': '', 'a/1.json': '[1]', './b//2.txt': 'two' }, 'one.zip'),
      buildArchive({ 'c/3.jpg': 'three', '__MACOSX/c/._3.jpg': 'x', 'c/.DS_Store': 'x' }, 'two.zip'),
    ]);
    expect(paths(files)).toEqual(['0 a/1.json', '0 b/2.txt', '1 c/3.jpg']);
    expect(files.parts.map(({ name, entries }) => ({ name, entries }))).toEqual([
      { name: 'one.zip', entries: 3 },
      { name: 'two.zip', entries: 3 },
    ]);
    expect(await read(files, 'a/1.json')).toBe('[1]');
    expect(await read(files, 'c/3.jpg')).toBe('three');
    expect(files.problems).toEqual([]);
    // As a row of a database remembers it.
    const again = { path: 'b/2.txt', part: 0, bytes: 3 };
    expect(Buffer.concat(await (await files.open(again)).toArray()).toString()).toBe('two');
  });

  test('have names in Unicode, however they were written', async () => {
    const decomposed = 'Été/ガ.jpg'.normalize('NFD');
    const marked = rawZip([{ name: decomposed, bytes: Buffer.from('1') }]);
    // Without the flag that says so, as many tools write it; and truly CP437.
    const unmarked = Buffer.from(
      marked.toString('latin1').replaceAll('\x00\x08\x00\x00', '\x00\x00\x00\x00'),
      'latin1',
    );
    expect(unmarked.equals(marked)).toBe(false);
    const old = Buffer.from(
      rawZip([{ name: 'caf@', bytes: Buffer.from('1') }])
        .toString('latin1')
        .replaceAll('\x00\x08\x00\x00', '\x00\x00\x00\x00')
        .replaceAll('caf@', 'caf\x82'),
      'latin1',
    );
    for (const [bytes, name] of [
      [marked, 'Été/ガ.jpg'],
      [unmarked, 'Été/ガ.jpg'],
      [old, 'café'],
    ] as const)
      expect((await openArchive([partOf('x.zip', bytes)])).files[0]?.path).toBe(name.normalize('NFC'));
  });

  test('that two parts have are one when they are equal, and else both, with a line for the report', async () => {
    const files = await openArchive([
      buildArchive({ 'same.jpg': 'same', 'other.jpg': 'one', 'start_here.html': '1', 'a.json': '[1]' }),
      buildArchive({ 'same.jpg': 'same', 'other.jpg': 'two', 'start_here.html': '2', 'a.json': '[2]' }),
    ]);
    expect(paths(files).filter((path) => !path.endsWith('.html'))).toEqual([
      '0 same.jpg',
      '0 other.jpg',
      '0 a.json',
      '1 other.jpg',
      '1 a.json',
    ]);
    expect(files.problems.map(({ path }) => path)).toEqual(['other.jpg']);
    expect(await read(files, 'other.jpg', 1)).toBe('two');
  });

  test('are told and read with few requests', async () => {
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`posts/media/${i}.jpg`, `${i}`]));
    const part = buildArchive(many);
    const files = await openArchive([part]);
    expect(files.files).toHaveLength(3000);
    expect(part.reads).toBeLessThanOrEqual(3);
    part.reads = 0;
    expect(await read(files, 'posts/media/2999.jpg')).toBe('2999');
    expect(part.reads).toBe(1);
  });

  test('come out of a ZIP64 that was written as a stream', async () => {
    const zip = new yazl.ZipFile();
    for (const [path, compress] of [
      ['a.json', true],
      ['b.jpg', false],
    ] as const)
      zip.addBuffer(Buffer.from(path.repeat(5000)), path, { compress, forceZip64Format: true });
    zip.end({ forceZip64Format: true, comment: '' });
    const bytes = Buffer.concat(
      await (zip.outputStream as NodeJS.ReadableStream & { toArray(): Promise<Buffer[]> }).toArray(),
    );
    const files = await openArchive([partOf('x.zip', bytes)]);
    for (const path of ['a.json', 'b.jpg']) expect(await read(files, path)).toBe(path.repeat(5000));
  });
});

describe('one file that is damaged is a problem of its own', () => {
  const text = 'some text that is long enough to be packed, '.repeat(50);

  test.each([
    ['packed bytes', true],
    ['stored bytes', false],
  ])('%s', async (_name, deflate) => {
    const bytes = rawZip([
      { name: 'bad.json', bytes: Buffer.from(text), deflate },
      { name: 'good.json', bytes: Buffer.from(text), deflate },
    ]);
    bytes[60] = (bytes[60] as number) ^ 0xff;
    const files = await openArchive([partOf('x.zip', bytes)]);
    const reason = await reasonOf(read(files, 'bad.json'));
    expect(reason).toBeInstanceOf(ArchiveFileProblem);
    expect(reason).toMatchObject({ code: 'unreadable', path: 'bad.json' });
    expect(await read(files, 'good.json')).toBe(text);
  });

  test('one without its local header, one packed in an unknown way, one that is too large', async () => {
    const bytes = rawZip([{ name: 'a.json', bytes: Buffer.from(text) }]);
    bytes[0] = 0;
    const headless = await openArchive([partOf('x.zip', bytes)]);
    expect(await reasonOf(read(headless, 'a.json'))).toMatchObject({ code: 'unreadable' });

    const strange = rawZip([{ name: 'a.json', bytes: Buffer.from(text) }]);
    strange.writeUInt16LE(12, strange.indexOf('PK\x01\x02') + 10);
    const unknown = await openArchive([partOf('x.zip', strange)]);
    expect(await reasonOf(read(unknown, 'a.json'))).toMatchObject({ code: 'unreadable' });

    const limits = { ...archiveLimits, jsonBytes: 100, mediaBytes: 5000 };
    const large = await openArchive([buildArchive({ 'a.json': text, 'a.jpg': text })], limits);
    expect(await reasonOf(read(large, 'a.json'))).toMatchObject({ code: 'too_large' });
    expect(await read(large, 'a.jpg')).toBe(text);
  });
});

test('a failure of the storage is no fault of the archive', async () => {
  const part = buildArchive({ 'a.jpg': 'x'.repeat(20_000) });
  const down = { ...part, open: () => Promise.reject(new Error('storage is down')) };
  expect(await reasonOf(openArchive([down]))).toMatchObject({ name: 'Error', message: 'storage is down' });
  const files = await openArchive([part]);
  part.open = async (from, to) => {
    const stream = await buildArchive({ 'a.jpg': 'x'.repeat(20_000) }).open(from, to);
    stream.once('data', () => stream.destroy(new Error('connection reset')));
    return stream;
  };
  expect(await reasonOf(read(files, 'a.jpg'))).toMatchObject({ name: 'Error', message: 'connection reset' });
});

test('reading ends with the signal', async () => {
  const files = await openArchive([buildArchive({ 'a.jpg': 'x'.repeat(200_000) })]);
  const stop = new AbortController();
  const [file] = files.files;
  const reading = async () => {
    for await (const _chunk of await files.open(file as NonNullable<typeof file>, stop.signal)) stop.abort();
  };
  await expect(reading()).rejects.toMatchObject({ name: 'AbortError' });
  await expect(openArchive([buildArchive({ a: '1' })], archiveLimits, stop.signal)).rejects.toMatchObject({
    name: 'AbortError',
  });
});
