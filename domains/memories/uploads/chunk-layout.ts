import { chunkBytes } from '../../../schemas/contracts/imports.ts';

/** How many chunks make a file of this size; none for an empty one. */
export const countChunks = (bytes: number): number => Math.ceil(bytes / chunkBytes);

/** Exact size of one chunk: all but the last are full. 0 for an index beyond the end. */
export const sizeOfChunk = (bytes: number, index: number): number =>
  Math.max(0, Math.min(chunkBytes, bytes - index * chunkBytes));

/** Id of the block that holds a chunk: storage wants all ids of a blob equally long. */
export const blockId = (index: number): string => String(index).padStart(5, '0');

/** Chunk numbers that are not among `present`, as ranges (first, last). */
export function findMissing(chunks: number, present: ReadonlySet<number>): [number, number][] {
  const ranges: [number, number][] = [];
  for (let index = 0; index < chunks; index += 1) {
    if (present.has(index)) continue;
    const last = ranges.at(-1);
    if (last && last[1] === index - 1) last[1] = index;
    else ranges.push([index, index]);
  }
  return ranges;
}
