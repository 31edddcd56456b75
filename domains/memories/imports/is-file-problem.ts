import type { ArchiveFileProblem } from '../../../providers/archive/archive-reader.ts';

/** One file of the archive can't be read; the class itself belongs to the adapter. */
export const isFileProblem = (error: unknown): error is ArchiveFileProblem =>
  error instanceof Error && error.name === 'ArchiveFileProblem';
