/** Longest text of one value; a post with a thousand photos has about one megabyte. Values take many times their text. */
export const mostBytes = 8 * 1024 ** 2;
/** Lists and objects within each other; a post has ten. */
const mostDepth = 200;
const [quote, backslash] = [0x22, 0x5c];
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);
/** `,` `]` `}` and whitespace end a number or a word. */
const delimiters = new Set([0x2c, 0x5d, 0x7d, 0x20, 0x09, 0x0a, 0x0d]);

/** Collects the bytes of one JSON value, to its end and not beyond. */
export class JsonCapture {
  #kept: Buffer[] = [];
  #bytes = 0;
  #kind: 'unknown' | 'word' | 'enclosed' = 'unknown';
  #depth = 0;
  #tooDeep = false;
  #inText = false;
  #escaped = false;

  /** Index after the value's last byte; -1 when it goes on behind the chunk. */
  feed(chunk: Buffer, from: number): number {
    const end = this.#findEnd(chunk, from);
    const part = chunk.subarray(from, end < 0 ? chunk.length : end);
    this.#bytes += part.length;
    if (this.#bytes > mostBytes || this.#tooDeep) this.#kept = [];
    else this.#kept.push(part);
    return end;
  }

  get bytes(): number {
    return this.#bytes;
  }

  parse(): { value?: unknown; problem?: string } {
    if (this.#tooDeep) return { problem: 'One of its items is nested too deeply, and was left out.' };
    if (this.#bytes > mostBytes) return { problem: 'One of its items is too long, and was left out.' };
    try {
      return { value: JSON.parse(Buffer.concat(this.#kept).toString('utf8')) as unknown };
    } catch (error) {
      if (error instanceof SyntaxError)
        return { problem: 'One of its items is no valid JSON, and was left out.' };
      throw error;
    }
  }

  #findEnd(chunk: Buffer, from: number): number {
    if (this.#kind === 'unknown') this.#begin(chunk[from] as number);
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (this.#kind === 'word') {
        if (delimiters.has(byte)) return at;
      } else if (this.#closes(byte)) return at + 1;
    }
    return -1;
  }

  #begin(byte: number): void {
    this.#kind = byte === quote || opening.has(byte) ? 'enclosed' : 'word';
  }

  /** Whether the byte ends the outermost text, list or object. */
  #closes(byte: number): boolean {
    if (this.#inText) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === backslash) this.#escaped = true;
      else if (byte === quote) {
        this.#inText = false;
        return this.#depth === 0;
      }
      return false;
    }
    if (byte === quote) this.#inText = true;
    else if (opening.has(byte)) {
      this.#depth += 1;
      if (this.#depth > mostDepth) this.#tooDeep = true;
    } else if (closing.has(byte)) {
      this.#depth -= 1;
      return this.#depth === 0;
    }
    return false;
  }
}
