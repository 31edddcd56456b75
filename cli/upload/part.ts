import { createHash } from 'node:crypto';

/** One file to send: a ZIP on the disk, or one made on the way of a folder. Any range can be read, again and again. */
export interface Part {
  /** Without folders. */
  name: string;
  bytes: number;
  /** The same for the same content, so that an upload that was interrupted is known again. */
  fingerprint: string;
  /** Exactly `count` bytes. Throws when the file has become shorter. */
  read(offset: number, count: number): Promise<Buffer>;
}

/** Bytes at either end that tell one file from another of the same size. */
export const edgeBytes = 64 * 1024;

/**
 * SHA-256 over the size (64 bits, big-endian) and what else tells the content, in hex. Of a file as the web interface
 * makes it: either goes on with what the other has begun.
 */
export function fingerprintOf(bytes: number, ...tellers: readonly Uint8Array[]): string {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(bytes));
  const hash = createHash('sha256').update(size);
  for (const teller of tellers) hash.update(teller);
  return hash.digest('hex');
}
