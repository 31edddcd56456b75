import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Measured } from './measure-stream.ts';

/** Reads a stream to its end for its length and SHA-256; with `keep` also for its content. */
export async function digestStream(
  stream: Readable,
  options: { keep?: boolean; signal?: AbortSignal | undefined } = {},
): Promise<Measured & { content: Buffer }> {
  const hash = createHash('sha256');
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    options.signal?.throwIfAborted();
    hash.update(chunk);
    bytes += chunk.length;
    if (options.keep) parts.push(chunk);
  }
  return { bytes, sha256: hash.digest('hex'), content: Buffer.concat(parts) };
}
