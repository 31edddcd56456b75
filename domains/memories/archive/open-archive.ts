import { Readable } from 'node:stream';
import yauzl from 'yauzl';
import type { Blobs } from '../../../runtime/blob.ts';

const windowBytes = 4 * 1024 * 1024;
/** Entries are read from front to back, headers from the directory at the end: a few places at once. */
const windowsKept = 3;

/** The blob could not be read where something should be. */
export class ArchiveUnreadable extends Error {
  constructor() {
    super('The ZIP is not there, or was replaced while it was read.');
    this.name = 'ArchiveUnreadable';
  }
}

/** Storage did not answer while the ZIP was opened. */
export class StorageFailure extends Error {
  constructor(cause: unknown) {
    super('The ZIP could not be read from storage.', { cause });
    this.name = 'StorageFailure';
  }
}

export interface OpenArchive {
  zip: yauzl.ZipFile;
  /** Why storage could not be read, if it could not: what is thrown then says nothing about the ZIP. */
  failure: () => unknown;
}

/**
 * Opens a ZIP in the container `backups` for reading entry by entry. `etag`: all of it is read from exactly that
 * blob. Throws what yauzl throws for something that is no ZIP, ArchiveUnreadable, or StorageFailure.
 */
export async function openArchive(
  { blobs }: { blobs: Pick<Blobs, 'open'> },
  archive: { blobName: string; bytes: number; etag?: string | undefined },
): Promise<OpenArchive> {
  let failure: unknown;
  const reader = new WindowReader(async (from, count) => {
    try {
      const stream = await blobs.open('backups', archive.blobName, from, count, archive.etag);
      if (!stream) throw new ArchiveUnreadable();
      return Buffer.concat((await stream.toArray()) as Buffer[]);
    } catch (error) {
      failure = error;
      throw error;
    }
  }, archive.bytes);
  try {
    const options = { lazyEntries: true, autoClose: false };
    const zip = await yauzl.fromRandomAccessReaderPromise(reader, archive.bytes, options);
    return { zip, failure: () => failure };
  } catch (error) {
    throw failure ? new StorageFailure(failure) : error;
  }
}

type ReadRange = (from: number, count: number) => Promise<Buffer>;

/** Reads in windows of 4 MiB: an entry's header, name and data are one request to storage instead of four. */
class WindowReader extends yauzl.RandomAccessReader {
  readonly #read: ReadRange;
  readonly #bytes: number;
  readonly #windows = new Map<number, Promise<Buffer>>();

  constructor(read: ReadRange, bytes: number) {
    super();
    this.#read = read;
    this.#bytes = bytes;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#parts(start, end), { objectMode: false });
  }

  async *#parts(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; ) {
      const index = Math.floor(at / windowBytes);
      const base = index * windowBytes;
      const part = (await this.#window(index)).subarray(at - base, end - base);
      if (part.length === 0) throw new ArchiveUnreadable();
      at += part.length;
      yield part;
    }
  }

  #window(index: number): Promise<Buffer> {
    const from = index * windowBytes;
    const known = this.#windows.get(index);
    const window = known ?? this.#read(from, Math.min(windowBytes, this.#bytes - from));
    // Put last again: the one that was used longest ago goes first.
    this.#windows.delete(index);
    this.#windows.set(index, window);
    window.catch(() => this.#windows.delete(index));
    const [oldest] = this.#windows.keys();
    if (this.#windows.size > windowsKept && oldest !== undefined) this.#windows.delete(oldest);
    return window;
  }
}
