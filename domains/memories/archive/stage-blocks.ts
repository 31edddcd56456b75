import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Blobs, ContainerName } from '../../../runtime/blob.ts';
import type { Measured } from './measure-stream.ts';

/** 50,000 blocks make the largest blob: 200 GB (https://learn.microsoft.com/azure/storage/blobs/scalability-targets). */
const blockBytes = 4 * 1024 * 1024;
const uploadsAtOnce = 3;

export interface StagedBlocks extends Measured {
  ids: string[];
  /** Blocks that an earlier attempt had staged. */
  reused: number;
}

/**
 * Cuts a stream into blocks and uploads those that are not staged yet; a block is known by its place and content.
 * Memory: four blocks. The first failed upload ends the stream and is thrown.
 */
export async function stageBlocks(
  { blobs }: { blobs: Pick<Blobs, 'stageBlock' | 'stagedBlocks'> },
  target: { container: ContainerName; name: string },
  source: Readable,
  signal?: AbortSignal,
): Promise<StagedBlocks> {
  const { container, name } = target;
  const known = new Set((await blobs.stagedBlocks(container, name)).map(({ id }) => id));
  const whole = createHash('sha256');
  const ids: string[] = [];
  const uploads = new Set<Promise<void>>();
  const spare: Buffer[] = [];
  let bytes = 0;
  let reused = 0;
  let failure: unknown;

  const upload = (id: string, block: Buffer, buffer: Buffer) => {
    const work: Promise<void> = blobs
      .stageBlock(container, name, id, block, signal)
      .catch((error: unknown) => {
        failure ??= error;
        source.destroy(error as Error);
      })
      .finally(() => {
        uploads.delete(work);
        spare.push(buffer);
      });
    uploads.add(work);
  };
  const put = async (buffer: Buffer, length: number) => {
    const block = buffer.subarray(0, length);
    whole.update(block);
    bytes += length;
    const id = blockId(ids.length, block);
    ids.push(id);
    if (known.has(id)) {
      reused += 1;
      spare.push(buffer);
      return;
    }
    upload(id, block, buffer);
    if (uploads.size >= uploadsAtOnce) await Promise.race(uploads);
    signal?.throwIfAborted();
    if (failure) throw failure;
  };

  try {
    let buffer: Buffer = Buffer.allocUnsafeSlow(blockBytes);
    let filled = 0;
    for await (const chunk of source as AsyncIterable<Buffer>) {
      for (let from = 0; from < chunk.length; ) {
        const copied = chunk.copy(buffer, filled, from);
        from += copied;
        filled += copied;
        if (filled < blockBytes) continue;
        await put(buffer, filled);
        buffer = spare.pop() ?? Buffer.allocUnsafeSlow(blockBytes);
        filled = 0;
      }
    }
    if (filled > 0) await put(buffer, filled);
    await Promise.all(uploads);
    if (failure) throw failure;
  } catch (error) {
    throw failure ?? error;
  } finally {
    source.destroy();
    await Promise.allSettled(uploads);
  }
  return { ids, bytes, sha256: whole.digest('hex'), reused };
}

/** All of one length, as storage wants it, which is also that of the ids of its SDK. */
const blockId = (index: number, block: Buffer) =>
  `${String(index).padStart(6, '0')}-${createHash('sha256').update(block).digest('hex').slice(0, 41)}`;
