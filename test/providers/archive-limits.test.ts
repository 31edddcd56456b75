import { describe, expect, test } from '@jest/globals';
import { archiveLimits } from '../../providers/archive/archive-limits.ts';
import { ArchiveRefusal } from '../../providers/archive/archive-reader.ts';
import { limitItems } from '../../providers/archive/limit-items.ts';
import { openArchive } from '../../providers/archive/open-archive.ts';
import { buildArchive, partOf, readText as read } from '../support/build-archive.ts';
import { rawZip } from '../support/raw-zip.ts';

const reasonOf = (promise: Promise<unknown>) => promise.then(() => null).catch((error: unknown) => error);

describe('limits', () => {
  const small = { ...archiveLimits, entries: 3, totalBytes: 1000 };
  const four = { a: '1', b: '2', c: '3', d: '4' };

  test.each([
    ['too many files', [four]],
    [
      'too many files in all parts',
      [
        { a: '1', b: '2' },
        { c: '3', d: '4' },
      ],
    ],
    ['too many bytes in all parts', [{ a: 'x'.repeat(600) }, { b: 'y'.repeat(600) }]],
  ])('%s', async (_name, parts) => {
    const reason = await reasonOf(
      openArchive(
        parts.map((files) => buildArchive(files)),
        small,
      ),
    );
    expect(reason).toMatchObject({ name: 'ArchiveRefusal', code: 'memories.archive_too_large' });
  });

  test('many small bombs are a bomb, too', async () => {
    const limits = { ...archiveLimits, ratioFromBytes: 1_000_000 };
    const zeros = Object.fromEntries([1, 2, 3].map((i) => [`${i}.json`, Buffer.alloc(900_000, i)]));
    expect(await reasonOf(openArchive([buildArchive(zeros)], limits))).toMatchObject({
      code: 'memories.archive_bomb',
    });
    const honest = Object.fromEntries([1, 2, 3].map((i) => [`${i}.jpg`, Buffer.alloc(900_000, i)]));
    expect((await openArchive([buildArchive(honest)], limits)).files).toHaveLength(3);
  });

  test('a file that unpacks to more than it says is refused where it passes its size', async () => {
    const zip = rawZip([{ name: 'a.json', bytes: Buffer.alloc(500_000, 'a'), deflate: true, claims: 1000 }]);
    const files = await openArchive([partOf('x.zip', zip)]);
    const reason = await reasonOf(read(files, 'a.json'));
    expect(reason).toBeInstanceOf(ArchiveRefusal);
    expect(reason).toMatchObject({ code: 'memories.archive_bomb' });
  });
});

test('more items than a person can have are refused while they are read', async () => {
  async function* posts(count: number) {
    for (let i = 0; i < count; i += 1) yield { kind: 'skipped' as const, what: 'other' as const, count: i };
  }
  const drain = async (count: number) => {
    for await (const _item of limitItems(posts(count), 10));
  };
  await expect(drain(10)).resolves.toBeUndefined();
  await expect(drain(11)).rejects.toMatchObject({ code: 'memories.archive_too_large' });
});

describe('what is no ZIP is told for what it is', () => {
  test.each([
    ['a web page', '<!DOCTYPE html><title>Log in</title>', 'archive_no_zip', /web page/],
    ['a RAR', 'Rar!\x1a\x07\x01\x00 and more', 'archive_no_zip', /RAR/],
    ['a gzip', '\x1f\x8b\x08\x00 and more', 'archive_no_zip', /gzip/],
    ['some bytes', 'x', 'archive_no_zip', /not a ZIP/],
    ['a piece of a split ZIP', 'PK\x07\x08PK\x03\x04 and more', 'archive_truncated', /piece/],
  ])('%s', async (_name, start, code, message) => {
    const reason = await reasonOf(openArchive([partOf('x.zip', Buffer.from(start, 'latin1'))]));
    expect(reason).toMatchObject({
      name: 'ArchiveRefusal',
      code: `memories.${code}`,
      message: expect.stringMatching(message),
    });
  });

  test('the last piece of a split ZIP', async () => {
    const bytes = rawZip([{ name: 'a', bytes: Buffer.from('1') }]);
    bytes.writeUInt16LE(2, bytes.length - 18);
    expect(await reasonOf(openArchive([partOf('x.zip', bytes)]))).toMatchObject({
      code: 'memories.archive_truncated',
      message: expect.stringMatching(/piece/),
    });
  });
});
