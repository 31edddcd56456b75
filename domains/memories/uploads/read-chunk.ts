import type { Readable } from 'node:stream';
import { AppError, invalid } from '../../../schemas/contracts/errors.ts';

/** A line on which nothing moves for this long is dead; the client sends the chunk again. */
const stalledMs = 30_000;

/** Says how large the chunk must be; nothing of another size is kept. */
export const wrongSize = (expected: number, got: number | null) =>
  invalid('memories.chunk_size', `This chunk must have exactly ${expected} bytes.`, { expected, got });

/**
 * Reads exactly `bytes` bytes, and never holds more. Throws 400 `memories.chunk_size` for more or fewer, 408
 * `memories.chunk_stalled`, 400 `memories.chunk_broken_off` when the sender went away.
 */
export async function readChunk(source: Readable, bytes: number): Promise<Buffer> {
  const chunk = Buffer.allocUnsafe(bytes);
  let filled = 0;
  const stalled = new AppError(408, 'memories.chunk_stalled', 'The chunk stopped arriving. Send it again.');
  const timer = setTimeout(() => source.destroy(stalled), stalledMs);
  try {
    // The stream stays whole when we stop early: the answer still has to go out on its connection.
    for await (const piece of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      timer.refresh();
      if (filled + piece.length > bytes) throw wrongSize(bytes, null);
      filled += piece.copy(chunk, filled);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(400, 'memories.chunk_broken_off', 'The chunk did not arrive whole. Send it again.', {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
  if (filled !== bytes) throw wrongSize(bytes, filled);
  return chunk;
}
