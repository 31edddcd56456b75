import { pipeline, type Readable, Transform, type TransformCallback } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { ArchiveFileProblem, ArchiveRefusal } from './archive-reader.ts';
import { headerBytes } from './check-spans.ts';
import type { ZipEntry } from './index-part.ts';
import type { ArchivePart } from './range-reader.ts';

const stored = 0;
const deflated = 8;

/**
 * Streams one file, in one ranged read. The stream fails with ArchiveRefusal for more bytes than were declared, with
 * ArchiveFileProblem for damage (the checksum is compared at the end: only a stream that ended is a whole file), and
 * with the part's own error when that could not be read.
 */
export async function openEntry(part: ArchivePart, entry: ZipEntry, signal?: AbortSignal): Promise<Readable> {
  if (entry.method !== stored && entry.method !== deflated)
    throw new ArchiveFileProblem(
      'unreadable',
      entry.path,
      'It is packed in a way that is not understood. Unpack the archive, and upload the folder.',
    );
  signal?.throwIfAborted();
  const source = await part.open(entry.span.offset, entry.span.end, signal);
  const packed = new PackedBytes(entry);
  const contents = new Contents(entry);
  const abort = () => contents.destroy(signal?.reason as Error);
  signal?.addEventListener('abort', abort, { once: true });
  const done = () => signal?.removeEventListener('abort', abort);
  if (entry.method === deflated) pipeline(source, packed, createInflateRaw(), contents, done);
  else pipeline(source, packed, contents, done);
  return contents;
}

/** Takes the local header off and ends after the packed bytes. */
class PackedBytes extends Transform {
  readonly #entry: ZipEntry;
  #head: Buffer | null = Buffer.alloc(0);
  #skip = 0;
  #left: number;

  constructor(entry: ZipEntry) {
    super();
    this.#entry = entry;
    this.#left = entry.span.packedBytes;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const data = this.#head ? this.#readHeader(Buffer.concat([this.#head, chunk])) : chunk;
    if (!data) {
      done(damaged(this.#entry));
      return;
    }
    const skipped = Math.min(this.#skip, data.length);
    this.#skip -= skipped;
    const bytes = data.subarray(skipped, skipped + this.#left);
    this.#left -= bytes.length;
    done(null, bytes);
  }

  /** What follows of the bytes; nothing while the header is not complete; null when it is none. */
  #readHeader(bytes: Buffer): Buffer | null {
    if (bytes.length < headerBytes) {
      this.#head = bytes;
      return Buffer.alloc(0);
    }
    if (bytes.readUInt32LE(0) !== 0x04034b50) return null;
    this.#skip = headerBytes + bytes.readUInt16LE(26) + bytes.readUInt16LE(28);
    this.#head = null;
    return bytes;
  }

  override _flush(done: TransformCallback): void {
    done(this.#left > 0 || this.#head ? damaged(this.#entry) : null);
  }
}

/** Counts and checks what came out. */
class Contents extends Transform {
  readonly #entry: ZipEntry;
  #bytes = 0;
  #sum = 0;

  constructor(entry: ZipEntry) {
    super();
    this.#entry = entry;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytes += chunk.length;
    this.#sum = crc32(chunk, this.#sum);
    if (this.#bytes <= this.#entry.bytes) done(null, chunk);
    else done(unpacksToMore(this.#entry));
  }

  override _flush(done: TransformCallback): void {
    done(this.#bytes < this.#entry.bytes || this.#sum !== this.#entry.crc32 ? damaged(this.#entry) : null);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const code: unknown = error && 'code' in error ? error.code : null;
    const ofZlib = typeof code === 'string' && code.startsWith('Z_');
    super._destroy(ofZlib ? damaged(this.#entry, error) : error, done);
  }
}

function unpacksToMore(entry: ZipEntry): ArchiveRefusal {
  return new ArchiveRefusal(
    'memories.archive_bomb',
    `The archive says that ${entry.path} has ${entry.bytes} bytes, and it unpacks to more. It is not taken.`,
  );
}

function damaged(entry: ZipEntry, cause?: unknown): ArchiveFileProblem {
  return new ArchiveFileProblem(
    'unreadable',
    entry.path,
    'It is damaged inside the archive. Download the archive again, and import that one, too.',
    cause,
  );
}
