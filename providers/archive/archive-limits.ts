/** What an archive may ask of us. Declared figures are checked before anything is read, actual bytes while reading. */
export interface ArchiveLimits {
  /** Files and folders of all parts. */
  entries: number;
  /** Unpacked bytes of all files together, as declared. */
  totalBytes: number;
  /** Unpacked bytes of one JSON file. */
  jsonBytes: number;
  /** Unpacked bytes of any other file; videos in messages are the largest. */
  mediaBytes: number;
  /** Unpacked bytes for each packed one; photos and videos hardly shrink, JSON some twentyfold. */
  ratio: number;
  /** Below this many unpacked bytes the ratio is of no concern. */
  ratioFromBytes: number;
}

const MB = 1024 ** 2;

export const archiveLimits: ArchiveLimits = {
  entries: 200_000,
  totalBytes: 2 * MB * MB,
  jsonBytes: 512 * MB,
  mediaBytes: 4096 * MB,
  ratio: 200,
  ratioFromBytes: 10 * MB,
};
