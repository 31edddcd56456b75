import { createHash } from 'node:crypto';
import { makeNoise } from './make-noise.ts';
import type { SeededBlob } from './seed-memories.ts';
import type { BenchProduct } from './start-product.ts';

/** Puts `count` files of noise of `bytes` each among the assets of blob storage. */
export async function putBlobs(
  { runtime, workspaceId }: BenchProduct,
  count: number,
  bytes: number,
): Promise<SeededBlob[]> {
  const made: SeededBlob[] = [];
  for (let i = 0; i < count; i += 1) {
    const content = makeNoise(bytes, i);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const blobName = `${workspaceId}/${sha256.slice(0, 2)}/${sha256}`;
    await runtime.blobs.create('assets', blobName, content, 'image/jpeg');
    made.push({ blobName, bytes, sha256 });
  }
  return made;
}
