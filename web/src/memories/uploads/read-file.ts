import { fingerprintFile } from './fingerprint.ts';
import { type Chunk, UnreadableSource, type UploadSource } from './upload-source.ts';

/** A file to be uploaded as it is; never more of it is in memory than the chunks under way. */
export async function readFile(file: File): Promise<UploadSource> {
  return {
    name: file.name,
    bytes: file.size,
    fingerprint: await fingerprintFile(file),
    read: (indexes, chunkBytes) => readChunks(file, indexes, chunkBytes),
  };
}

async function* readChunks(
  file: Blob,
  indexes: readonly number[],
  chunkBytes: number,
): AsyncGenerator<Chunk> {
  for (const index of indexes) {
    yield { index, body: await bytesOf(file.slice(index * chunkBytes, (index + 1) * chunkBytes)) };
  }
}

async function bytesOf(part: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await part.arrayBuffer());
  } catch (cause) {
    throw new UnreadableSource(cause);
  }
}
