import { fingerprintFolder } from './fingerprint.ts';
import { type Chunk, UnreadableSource, type UploadSource } from './upload-source.ts';

export interface FolderFile {
  /** Below the folder that was chosen, its own name included, with slashes. */
  path: string;
  file: File;
}

/** Entries carry no times of their own, so that the same folder is the same ZIP on another day. */
const fixedTime = new Date(2000, 0, 1);

/** An unpacked archive, uploaded as a stored ZIP that exists only on the way: same folder, same bytes. */
export async function readFolder(name: string, files: readonly FolderFile[]): Promise<UploadSource> {
  const { makeZip, predictLength } = await import('client-zip');
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const entries = sorted.map(({ path, file }) => ({ name: path, input: file, lastModified: fixedTime }));
  const bytes = predictLength(entries.map((entry) => ({ ...entry, size: entry.input.size })));
  return {
    name: `${name}.zip`,
    bytes: Number(bytes),
    fingerprint: await fingerprintFolder(sorted),
    read: (indexes, chunkBytes) => cutChunks(() => makeZip(entries), indexes, chunkBytes),
  };
}

/** A ZIP is written from front to back: what has arrived before is made again, and not sent. */
async function* cutChunks(
  open: () => ReadableStream<Uint8Array>,
  indexes: readonly number[],
  chunkBytes: number,
): AsyncGenerator<Chunk> {
  const wanted = new Set(indexes);
  const last = Math.max(...indexes);
  const reader = open().getReader();
  let chunk = new Uint8Array(chunkBytes);
  let filled = 0;
  let index = 0;
  try {
    for (let piece = await read(reader); piece && index <= last; piece = await read(reader)) {
      for (let from = 0; from < piece.length; ) {
        const part = piece.subarray(from, from + chunkBytes - filled);
        chunk.set(part, filled);
        filled += part.length;
        from += part.length;
        if (filled < chunkBytes) continue;
        if (wanted.has(index)) {
          yield { index, body: chunk };
          chunk = new Uint8Array(chunkBytes);
        }
        index += 1;
        filled = 0;
      }
    }
    if (filled > 0 && wanted.has(index)) yield { index, body: chunk.slice(0, filled) };
  } finally {
    await reader.cancel();
  }
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | null> {
  try {
    const { done, value } = await reader.read();
    return done ? null : value;
  } catch (cause) {
    throw new UnreadableSource(cause);
  }
}
