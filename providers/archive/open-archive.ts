import { type ArchiveLimits, archiveLimits } from './archive-limits.ts';
import { type ArchiveFile, ArchiveFileProblem, type ArchiveFiles, ArchiveRefusal } from './archive-reader.ts';
import { refuseBomb } from './check-spans.ts';
import { indexPart, tooMany, type ZipEntry } from './index-part.ts';
import { openEntry } from './open-entry.ts';
import type { ArchivePart } from './range-reader.ts';

/**
 * The parts of an archive, in any order, as one set of files; their directories are read and held against the limits
 * before any file is. Throws ArchiveRefusal for the whole; errors of a part's own reading come through as they are.
 * A path that two parts have is one file when size and checksum agree; else both are kept.
 */
export async function openArchive(
  parts: readonly ArchivePart[],
  limits: ArchiveLimits = archiveLimits,
  signal?: AbortSignal,
): Promise<ArchiveFiles> {
  const { infos, entries, problems } = await indexParts(parts, limits, signal);
  return {
    parts: infos,
    files: [...entries.values()],
    problems,
    async open(file, stop) {
      const entry = entries.get(keyOf(file));
      const part = parts[file.part];
      if (!entry || !part) throw new ArchiveFileProblem('unreadable', file.path, 'It is not in the archive.');
      const limit = isJson(entry) ? limits.jsonBytes : limits.mediaBytes;
      if (entry.bytes > limit)
        throw new ArchiveFileProblem(
          'too_large',
          entry.path,
          `It has ${entry.bytes} bytes; at most ${limit} are read.`,
        );
      return await openEntry(part, entry, stop);
    },
    async close() {
      entries.clear();
    },
  };
}

async function indexParts(parts: readonly ArchivePart[], limits: ArchiveLimits, signal?: AbortSignal) {
  const infos: ArchiveFiles['parts'][number][] = [];
  const problems: ArchiveFiles['problems'][number][] = [];
  const entries = new Map<string, ZipEntry>();
  const firsts = new Map<string, ZipEntry>();
  const sum = { entries: 0, bytes: 0, packed: 0 };
  for (const [index, part] of parts.entries()) {
    const indexed = await indexPart(part, index, limits, signal);
    infos.push({ name: part.name, bytes: part.bytes, entries: indexed.entries });
    sum.entries += indexed.entries;
    if (sum.entries > limits.entries) throw tooMany(part.name, limits);
    for (const file of indexed.files) {
      sum.bytes += file.bytes;
      sum.packed += file.span.packedBytes;
      const first = firsts.get(file.path);
      if (first && first.bytes === file.bytes && first.crc32 === file.crc32) continue;
      if (first && isDoubtful(first, file)) problems.push(twice(file));
      if (!first) firsts.set(file.path, file);
      if (first?.part !== index) entries.set(keyOf(file), file);
    }
    if (sum.bytes > limits.totalBytes) throw tooLarge(part.name, limits);
    refuseBomb(part.name, sum.bytes, sum.packed, limits);
  }
  return { infos, entries, problems };
}

/** Readers read JSON of every part, and no page or note at all: there a second file of the name takes nothing away. */
function isDoubtful(first: ArchiveFile, second: ArchiveFile): boolean {
  if (/\.(html?|css|js|txt)$/i.test(second.path)) return false;
  return first.part === second.part || !isJson(second);
}

function isJson({ path }: ArchiveFile): boolean {
  return /\.json$/i.test(path);
}

function keyOf(file: Pick<ArchiveFile, 'part' | 'path'>): string {
  return `${file.part}/${file.path}`;
}

function twice(file: ArchiveFile): ArchiveFiles['problems'][number] {
  return {
    path: file.path,
    code: 'unreadable',
    message:
      'The archive has two different files of this name; the first one is taken where it is not clear which is meant.',
  };
}

function tooLarge(name: string, limits: ArchiveLimits): ArchiveRefusal {
  return new ArchiveRefusal(
    'memories.archive_too_large',
    `Up to ${name}, the archive unpacks to more than ${limits.totalBytes} bytes. Ask the network for a shorter span of time, and import several archives.`,
  );
}
