import { JsonCapture, mostBytes } from './capture-json.ts';

/** One value of a JSON file: an item of a list, or at the end the object around the lists. */
export interface JsonPiece {
  /** Key of the list it is an item of, '' for a list without an object around it; null: the object itself. */
  list: string | null;
  value?: unknown;
  /** Why there is no value. */
  problem?: string;
}

/** From here on the text is no JSON; the pieces before are good. */
export class JsonBreak extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'JsonBreak';
  }
}

type Expected = 'value' | 'item or ]' | ', or ]' | 'key or }' | 'key' | 'colon' | 'member' | ', or }' | 'end';

const whitespace = new Set([0x20, 0x09, 0x0a, 0x0d]);
const byteOrderMark = new Set([0xef, 0xbb, 0xbf]);
const [quote, comma, colon] = [0x22, 0x2c, 0x3a];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Cuts JSON text into its items as the bytes come, so that only one is in memory; JSON.parse reads each. A list at the
 * top and lists in a top object are cut, save those of the object that `whole` names, which belong to it.
 */
export class JsonSplitter {
  readonly #whole: (key: string) => boolean;
  #expected: Expected = 'value';
  #list: string | null = null;
  #inObject = false;
  #key = '';
  #members: [string, unknown][] = [];
  #memberBytes = 0;
  #capture: JsonCapture | null = null;

  constructor(whole: (key: string) => boolean) {
    this.#whole = whole;
  }

  /** Throws JsonBreak. */
  *push(chunk: Buffer): Generator<JsonPiece> {
    let at = 0;
    while (at < chunk.length) {
      if (!this.#capture) {
        const byte = chunk[at] as number;
        const skip = whitespace.has(byte) || (this.#expected === 'value' && byteOrderMark.has(byte));
        if (skip || this.#structure(byte)) at += 1;
        if (this.#expected === 'end' && this.#inObject) yield* this.#finishObject();
        continue;
      }
      const end = this.#capture.feed(chunk, at);
      if (end < 0) return;
      at = end;
      yield* this.#captured(this.#capture);
    }
  }

  /** What has been read of an object that breaks off. */
  *rest(): Generator<JsonPiece> {
    if (this.#inObject) yield* this.#finishObject();
  }

  /** Throws JsonBreak when the text isn't complete. */
  end(): void {
    if (this.#expected !== 'end')
      throw new JsonBreak(
        this.#expected === 'value' ? 'It is empty.' : 'It breaks off; what came before is kept.',
      );
  }

  /** Takes a byte between values; false when it begins a value and must be seen again. */
  #structure(byte: number): boolean {
    const next = this.#after(byte);
    if (next === null) throw new JsonBreak('It is no valid JSON; what came before is kept.');
    if (next !== 'capture') {
      this.#expected = next;
      return true;
    }
    this.#capture = new JsonCapture();
    return false;
  }

  #after(byte: number): Expected | 'capture' | null {
    switch (this.#expected) {
      case 'value':
        this.#inObject = byte === openObject;
        if (byte === openList) this.#list = '';
        return byte === openList ? 'item or ]' : byte === openObject ? 'key or }' : null;
      case 'item or ]':
        return byte === closeList ? this.#closeList() : 'capture';
      case ', or ]':
        if (byte === comma) return 'item or ]';
        return byte === closeList ? this.#closeList() : null;
      case 'key or }':
        return byte === closeObject ? 'end' : byte === quote ? 'capture' : null;
      case 'key':
        return byte === quote ? 'capture' : null;
      case 'colon':
        return byte === colon ? 'member' : null;
      case 'member':
        if (byte !== openList || this.#whole(this.#key)) return 'capture';
        this.#list = this.#key;
        return 'item or ]';
      case ', or }':
        return byte === comma ? 'key' : byte === closeObject ? 'end' : null;
      case 'end':
        return null;
    }
  }

  #closeList(): Expected {
    this.#list = null;
    return this.#inObject ? ', or }' : 'end';
  }

  *#captured(capture: JsonCapture): Generator<JsonPiece> {
    this.#capture = null;
    const { value, problem } = capture.parse();
    if (this.#list !== null) {
      this.#expected = ', or ]';
      yield problem === undefined ? { list: this.#list, value } : { list: this.#list, problem };
    } else if (this.#expected === 'member') {
      this.#expected = ', or }';
      this.#memberBytes += capture.bytes + this.#key.length;
      const tooLong = this.#memberBytes > mostBytes ? 'It has more than is understood.' : undefined;
      if (problem === undefined && !tooLong) this.#members.push([this.#key, value]);
      else yield { list: this.#key, problem: problem ?? tooLong };
    } else {
      this.#expected = 'colon';
      this.#key = typeof value === 'string' ? value : '';
    }
  }

  *#finishObject(): Generator<JsonPiece> {
    this.#inObject = false;
    yield { list: null, value: Object.fromEntries(this.#members) };
  }
}
