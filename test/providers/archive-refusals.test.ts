import { describe, expect, test } from '@jest/globals';
import { ArchiveRefusal } from '../../providers/archive/archive-reader.ts';
import { openArchive } from '../../providers/archive/open-archive.ts';
import { recognizeArchive } from '../../providers/archive/readers.ts';
import { badArchives } from '../support/bad-archives.ts';
import { ofKind, partOf, readItems } from '../support/build-archive.ts';

const bad = badArchives();

/** All that an import reads of an archive, to the last byte. */
async function readWhole(parts: { name: string; bytes: Buffer }[]) {
  const files = await openArchive(parts.map(({ name, bytes }) => partOf(name, bytes)));
  const items = await readItems(recognizeArchive(files).reader, files);
  for (const file of files.files) for await (const _chunk of await files.open(file));
  return items;
}

describe('archives that are refused', () => {
  test.each(bad.filter(({ code }) => code !== null))('$name', async ({ parts, code }) => {
    const error = await readWhole(parts).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ArchiveRefusal);
    expect(error).toMatchObject({ code });
    // A sentence about what is wrong, and one about what to do.
    expect((error as ArchiveRefusal).message).toMatch(/^.{20,}\. .{10,}/s);
    expect((error as ArchiveRefusal).message).not.toMatch(/undefined|NaN|\[object/);
  });
});

test.each(bad.filter(({ code }) => code === null))(
  '$name are told, and the rest is read',
  async ({ parts }) => {
    const items = await readWhole(parts);
    expect(ofKind(items, 'problem')).toHaveLength(1);
    expect(ofKind(items, 'post').length).toBeGreaterThan(0);
  },
);
