import type { Readable } from 'node:stream';
import yauzl from 'yauzl';

/** One ZIP, readable at any place: a blob, a file, a buffer. */
export interface ArchivePart {
  name: string;
  bytes: number;
  /** Bytes `from` (inclusive) to `to` (exclusive). */
  open(from: number, to: number, signal?: AbortSignal): Promise<Readable>;
}

/** Read at once: the central directory is asked for in some hundred bytes at a time, each would be a request. */
const windowBytes = 512 * 1024;

/** Lets yauzl read a part's central directory in few large ranges. */
export class RangeReader extends yauzl.RandomAccessReader {
  /** Why the part could not be read; such an error says nothing about the archive. */
  failure: Error | null = null;
  readonly #part: ArchivePart;
  readonly #signal: AbortSignal | undefined;
  #window: { from: number; bytes: Buffer } | null = null;

  constructor(part: ArchivePart, signal?: AbortSignal) {
    super();
    this.#part = part;
    this.#signal = signal;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    const answer = (window: { from: number; bytes: Buffer }) => {
      const start = position - window.from;
      callback(null, window.bytes.copy(buffer, offset, start, start + length));
    };
    const kept = this.#window;
    if (kept && position >= kept.from && position + length <= kept.from + kept.bytes.length) answer(kept);
    else
      this.#load(position, length).then(answer, (error: Error) => {
        this.failure = error;
        callback(error);
      });
  }

  async #load(from: number, length: number): Promise<{ from: number; bytes: Buffer }> {
    this.#signal?.throwIfAborted();
    const to = Math.min(from + Math.max(length, windowBytes), this.#part.bytes);
    const chunks: Buffer[] = [];
    if (from >= 0 && from < to)
      for await (const chunk of (await this.#part.open(from, to, this.#signal)) as AsyncIterable<Buffer>)
        chunks.push(chunk);
    this.#window = { from, bytes: Buffer.concat(chunks) };
    return this.#window;
  }
}
