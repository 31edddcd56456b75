import { Readable } from 'node:stream';
import type { ArchiveFiles, ArchiveItem, ArchiveReader } from '../../providers/archive/archive-reader.ts';
import { openArchive } from '../../providers/archive/open-archive.ts';
import type { ArchivePart } from '../../providers/archive/range-reader.ts';
import { recognizeArchive } from '../../providers/archive/readers.ts';
import { rawZip } from './raw-zip.ts';

/** A part whose ZIP is in memory; it counts how often it is asked. */
export function partOf(name: string, bytes: Buffer): ArchivePart & { reads: number } {
  const part = {
    name,
    bytes: bytes.length,
    reads: 0,
    async open(from: number, to: number) {
      part.reads += 1;
      return Readable.from(chunksOf(bytes.subarray(from, to)), { objectMode: false });
    },
  };
  return part;
}

/** A ZIP of these files; what is neither text nor bytes is written as JSON. */
export function buildArchive(
  files: Record<string, unknown>,
  name = 'facebook-ada-2026-06-30-Test1.zip',
): ArchivePart & { reads: number } {
  const toBytes = (value: unknown): Buffer =>
    Buffer.isBuffer(value) ? value : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  const entries = Object.entries(files).map(([path, value]) => ({
    name: path,
    bytes: toBytes(value),
    deflate: path.endsWith('.json'),
  }));
  return partOf(name, rawZip(entries));
}

export async function readItems(reader: ArchiveReader, files: ArchiveFiles): Promise<ArchiveItem[]> {
  const items: ArchiveItem[] = [];
  for await (const item of reader.read(files)) items.push(item);
  return items;
}

/** What the right reader makes of ZIPs of these files. */
export async function readParts(
  ...parts: [files: Record<string, unknown>, name?: string][]
): Promise<ArchiveItem[]> {
  const files = await openArchive(
    parts.map(([content, name]) => buildArchive(content, name ?? 'archive.zip')),
  );
  return await readItems(recognizeArchive(files).reader, files);
}

/** One file of an archive as text. */
export async function readText(files: ArchiveFiles, path: string, part?: number): Promise<string> {
  const file = files.files.find((one) => one.path === path && (part === undefined || one.part === part));
  if (!file) throw new Error(`There is no ${path}.`);
  return Buffer.concat(await (await files.open(file)).toArray()).toString('utf8');
}

export function ofKind<Kind extends ArchiveItem['kind']>(
  items: readonly ArchiveItem[],
  kind: Kind,
): Extract<ArchiveItem, { kind: Kind }>[] {
  return items.filter((item) => item.kind === kind) as Extract<ArchiveItem, { kind: Kind }>[];
}

/** Odd lengths, so that what spans two chunks shows. */
function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 7_919) yield bytes.subarray(at, at + 7_919);
}
