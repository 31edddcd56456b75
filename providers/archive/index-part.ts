import yauzl, { type Entry } from 'yauzl';
import type { ArchiveLimits } from './archive-limits.ts';
import { type ArchiveFile, ArchiveRefusal } from './archive-reader.ts';
import { checkEntry } from './check-entry.ts';
import { closeSpans, refuseBomb, refuseLie, type Span } from './check-spans.ts';
import { diagnosePart } from './diagnose-part.ts';
import { type ArchivePart, RangeReader } from './range-reader.ts';

/** What must be known of a file to read it, and no more: there may be 200,000 of them. */
export interface ZipEntry extends ArchiveFile {
  crc32: number;
  method: number;
  span: Span;
}

export interface IndexedPart {
  entries: number;
  files: ZipEntry[];
}

/**
 * The files of one part from its central directory, held against the limits. Throws ArchiveRefusal; an error of the
 * part's own reading comes through as it is.
 */
export async function indexPart(
  part: ArchivePart,
  index: number,
  limits: ArchiveLimits,
  signal?: AbortSignal,
): Promise<IndexedPart> {
  if (part.bytes === 0)
    throw new ArchiveRefusal(
      'memories.archive_empty',
      `${part.name} is empty (0 bytes). Download it again, and upload that file.`,
    );
  const reader = new RangeReader(part, signal);
  try {
    const zip = await yauzl.fromRandomAccessReaderPromise(reader, part.bytes, {
      decodeStrings: false,
      validateEntrySizes: false,
    });
    if (zip.entryCount > limits.entries) throw tooMany(part.name, limits);
    const spans: Span[] = [];
    const files: ZipEntry[] = [];
    for await (const entry of zip.eachEntry()) {
      signal?.throwIfAborted();
      const path = checkEntry(entry, part.name);
      const span = spanOf(entry);
      spans.push(span);
      if (path === null) continue;
      refuseLie(part.name, entry.uncompressedSize, entry.compressedSize);
      refuseBomb(part.name, entry.uncompressedSize, entry.compressedSize, limits);
      files.push({
        path,
        part: index,
        bytes: entry.uncompressedSize,
        crc32: entry.crc32,
        method: entry.compressionMethod,
        span,
      });
    }
    closeSpans(part, spans);
    return { entries: spans.length, files };
  } catch (error) {
    if (error instanceof ArchiveRefusal || signal?.aborted) throw error;
    throw reader.failure ?? (await diagnosePart(part, error));
  }
}

export function tooMany(name: string, limits: ArchiveLimits): ArchiveRefusal {
  return new ArchiveRefusal(
    'memories.archive_too_large',
    `${name} has more than ${limits.entries} files. Ask the network for a shorter span of time, and import several archives.`,
  );
}

function spanOf(entry: Entry): Span {
  return {
    offset: entry.relativeOffsetOfLocalHeader,
    nameBytes: entry.fileNameLength,
    packedBytes: entry.compressedSize,
    end: 0,
  };
}
