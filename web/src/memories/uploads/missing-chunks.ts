import type { ImportFile } from '../../../../schemas/contracts/imports.ts';

/** Numbers of the chunks that the server lacks, in ascending order. */
export const listMissing = ({ missing }: Pick<ImportFile, 'missing'>): number[] =>
  missing.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index));

/** Bytes of one chunk; the last one of a file is what is left. */
export const sizeOfChunk = (file: Pick<ImportFile, 'bytes'>, index: number, chunkBytes: number): number =>
  Math.min(chunkBytes, file.bytes - index * chunkBytes);
