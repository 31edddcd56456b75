/** One chunk of what is uploaded; its number and its bytes. */
export interface Chunk {
  index: number;
  body: Uint8Array<ArrayBuffer>;
}

/** A part of an archive that lies on the person's own disk: a ZIP, or a folder that becomes one on the way. */
export interface UploadSource {
  name: string;
  bytes: number;
  /** Tells that something chosen again later is the same. */
  fingerprint: string;
  /**
   * Reads the chunks with these numbers, in ascending order and only as fast as they are taken.
   * @throws UnreadableSource when the disk does not give the bytes (any more)
   */
  read(indexes: readonly number[], chunkBytes: number): AsyncIterable<Chunk>;
}

/** The file was moved, changed or unplugged since it was chosen. */
export class UnreadableSource extends Error {
  constructor(cause: unknown) {
    super('The file can’t be read any more', { cause });
    this.name = 'UnreadableSource';
  }
}
