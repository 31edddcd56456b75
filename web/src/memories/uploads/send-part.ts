import type { AppError } from '../../../../schemas/contracts/errors.ts';
import { toAppError } from '../../api/to-app-error.ts';
import type { Part } from './create-part.ts';
import { isPassing, retryDelay } from './retry-delay.ts';
import type { Chunk } from './upload-source.ts';

/** Chunks under way at once: enough to fill a line, few enough for memory. */
const inFlight = 3;

export interface SendDependencies {
  put: (fileId: string, chunk: Chunk, onSent: (bytes: number) => void, signal: AbortSignal) => Promise<void>;
  /** Waits, shorter when the network comes back; throws when the signal is aborted. */
  rest: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  random: () => number;
  /** Something to show has changed; `trouble` is why it stands still, null when it goes on. */
  onChange: (trouble?: string | null) => void;
}

/**
 * Sends what is missing of one part. What may pass (no network, a busy server) is tried again for as long as the
 * page is open; what is refused is thrown.
 */
export async function sendPart(
  part: Part,
  chunkBytes: number,
  signal: AbortSignal,
  { put, rest, random, onChange }: SendDependencies,
): Promise<void> {
  if (!part.source) return;
  const order = [...part.missing].sort((a, b) => a - b);
  const chunks = part.source.read(order, chunkBytes)[Symbol.asyncIterator]();

  async function sendChunk(chunk: Chunk) {
    const onSent = (bytes: number) => {
      part.underWay.set(chunk.index, Math.min(bytes, chunk.body.length));
      onChange();
    };
    for (let failures = 1; ; failures += 1) {
      try {
        await put(part.id, chunk, onSent, signal);
        part.missing.delete(chunk.index);
        return onChange(null);
      } catch (cause) {
        signal.throwIfAborted();
        const error = toAppError(cause);
        if (!isPassing(error)) throw error;
        part.underWay.delete(chunk.index);
        onChange(waitWords(error));
        await rest(retryDelay(failures, error, random), signal);
      } finally {
        part.underWay.delete(chunk.index);
      }
    }
  }

  const lane = async () => {
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      signal.throwIfAborted();
      await sendChunk(next.value);
    }
  };
  try {
    await Promise.all(Array.from({ length: inFlight }, lane));
  } finally {
    await chunks.return?.();
  }
}

const waitWords = ({ status, message }: AppError): string =>
  status === 0
    ? 'Perennial can’t be reached. Nothing is lost; the upload goes on by itself when it is back.'
    : `${message} The upload goes on by itself.`;
