import type { ArchiveLimits } from './archive-limits.ts';
import { ArchiveRefusal } from './archive-reader.ts';
import type { ArchivePart } from './range-reader.ts';

/** Bytes of a local file header without name and extra fields (APPNOTE 4.3.7). */
export const headerBytes = 30;

/** Where an entry lies in its part. */
export interface Span {
  /** Place of its local header. */
  offset: number;
  nameBytes: number;
  packedBytes: number;
  /** Where the next entry begins: it ends before that. */
  end: number;
}

/** Sets every span's end. Throws ArchiveRefusal when two share bytes, as in bombs, or one lies outside of the part. */
export function closeSpans(part: Pick<ArchivePart, 'name' | 'bytes'>, spans: Span[]): void {
  const sorted = spans.toSorted((one, other) => one.offset - other.offset);
  for (const [index, span] of sorted.entries()) {
    span.end = sorted[index + 1]?.offset ?? part.bytes;
    const needs = span.offset + headerBytes + span.nameBytes + span.packedBytes;
    if (needs > part.bytes)
      throw new ArchiveRefusal(
        'memories.archive_truncated',
        `${part.name} is incomplete: it names files behind its own end. Download it again, and upload that file.`,
      );
    if (needs > span.end)
      throw new ArchiveRefusal(
        'memories.archive_bomb',
        `${part.name} uses the same bytes for several files, so that it unpacks to more than it holds. It is not taken.`,
      );
  }
}

/** Throws ArchiveRefusal for an entry that says it has fewer bytes than even its packed ones: it hides its true size. */
export function refuseLie(name: string, bytes: number, packedBytes: number): void {
  // What can't be packed becomes a little longer: some bytes a block (RFC 1951, 3.2.4).
  if (packedBytes <= bytes * 1.1 + 1024) return;
  throw new ArchiveRefusal(
    'memories.archive_bomb',
    `${name} holds a file that is larger than it says. It is not taken.`,
  );
}

/** Throws ArchiveRefusal for what unpacks to much more than pictures or JSON ever do. */
export function refuseBomb(name: string, bytes: number, packedBytes: number, limits: ArchiveLimits): void {
  if (bytes <= limits.ratioFromBytes || bytes <= limits.ratio * packedBytes) return;
  throw new ArchiveRefusal(
    'memories.archive_bomb',
    `${name} unpacks to more than ${limits.ratio} times its size (${bytes} bytes), as no archive of photos does. It is not taken.`,
  );
}
