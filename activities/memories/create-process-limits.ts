import { availableParallelism } from 'node:os';
import { createLanes } from '../../domains/memories/backup/create-lanes.ts';
import type { Hold } from '../../domains/memories/backup/store-photos.ts';
import { createByteBudget } from './create-byte-budget.ts';

type Lane = <T>(work: () => Promise<T>) => Promise<T>;

/** What all work of a process shares, however many backups and imports are at work: it bounds the memory. */
export interface ProcessLimits {
  /** Pictures held in memory, … */
  holding: Lane;
  /** … and of those the ones being decoded: as many as there are cores. */
  decoding: Lane;
  /** Bytes of downloads that are not stored yet. */
  downloads: () => Hold;
}

const downloadBytes = 64 * 1024 * 1024;

export function createProcessLimits(): ProcessLimits {
  const cores = availableParallelism();
  return {
    // More in memory than are decoded, so that no core waits for blob storage.
    holding: createLanes(3 * cores),
    decoding: createLanes(cores),
    downloads: createByteBudget(downloadBytes),
  };
}
