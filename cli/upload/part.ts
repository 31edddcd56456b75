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

/** SHA-256 over the size and what else tells the content, in hex. */
export function fingerprintOf(bytes: number, ...tellers: readonly Uint8Array[]): string {
  const hash = createHash('sha256').update(String(bytes));
  for (const teller of tellers) hash.update(teller);
  return hash.digest('hex');
}
