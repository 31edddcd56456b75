import { createReadStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import { mostPartBytes } from '../../schemas/contracts/imports.ts';
import { CommandError } from '../dependencies.ts';
import { type FolderFile, listFolder } from './list-folder.ts';
import { fingerprintOf, type Part } from './part.ts';
import { readRange } from './read-range.ts';
import { centralDirectory, localHeader, type ZipEntry } from './zip-records.ts';

/** A stretch of the ZIP: bytes made here, or a file's own. */
type Stretch = { start: number; bytes: number } & ({ content: Buffer } | { path: string });

/**
 * An unpacked archive as one stored ZIP, which is nowhere written down: any range of it is made when it is asked
 * for, and the same folder gives the same bytes. The folder is read once before, for the checksums that a ZIP names
 * in front of each file.
 */
export async function openFolder(
  folder: string,
  { log, signal }: { log: (line: string) => void; signal: AbortSignal },
): Promise<Part> {
  const { files, links } = await listFolder(folder);
  if (files.length === 0) throw new CommandError(`There are no files in ${folder}.`);
  if (links > 0) log(`${links} links in ${folder} are left out: an archive has none`);
  log(`reading ${files.length} files of ${folder}`);
  const stretches: Stretch[] = [];
  const entries: ZipEntry[] = [];
  let end = 0;
  const add = (stretch: { bytes: number } & ({ content: Buffer } | { path: string })) => {
    if (stretch.bytes > 0) stretches.push({ ...stretch, start: end });
    end += stretch.bytes;
  };
  for (const file of files) {
    const entry = { name: file.name, bytes: file.bytes, crc32: await checksum(file, signal), offset: end };
    entries.push(entry);
    const header = localHeader(entry);
    add({ bytes: header.length, content: header });
    add({ bytes: file.bytes, path: file.path });
  }
  const directory = centralDirectory(entries, end);
  add({ bytes: directory.length, content: directory });
  if (end > mostPartBytes) throw new CommandError(`${folder} is larger than 200 GiB.`);
  return {
    name: `${
      basename(resolve(folder))
        .normalize('NFC')
        .replace(/\p{Cc}/gu, '_') || 'archive'
    }.zip`,
    bytes: end,
    // It names every file with its size and checksum.
    fingerprint: fingerprintOf(end, directory),
    read: (offset, count) => readStretches(stretches, offset, count),
  };
}

async function checksum({ path, bytes }: FolderFile, signal: AbortSignal): Promise<number> {
  let sum = 0;
  let read = 0;
  for await (const piece of createReadStream(path, { signal, highWaterMark: 1024 * 1024 })) {
    sum = crc32(piece as Buffer, sum);
    read += (piece as Buffer).length;
  }
  if (read !== bytes) throw new CommandError(`${path} has changed while it was read.`);
  return sum;
}

async function readStretches(stretches: readonly Stretch[], offset: number, count: number): Promise<Buffer> {
  const target = Buffer.allocUnsafe(count);
  let at = 0;
  for (let index = findStretch(stretches, offset); at < count; index += 1) {
    const stretch = stretches[index];
    if (!stretch) throw new Error('A range beyond the end of the ZIP was asked for.');
    const from = offset + at - stretch.start;
    const length = Math.min(stretch.bytes - from, count - at);
    if ('content' in stretch) stretch.content.copy(target, at, from, from + length);
    else await readRange(stretch.path, { offset: from, count: length }, target, at);
    at += length;
  }
  return target;
}

/** Index of the last stretch that begins at or before `offset`. */
function findStretch(stretches: readonly Stretch[], offset: number): number {
  let low = 0;
  let high = stretches.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((stretches[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
