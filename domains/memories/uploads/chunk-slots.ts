import { AppError } from '../../../schemas/contracts/errors.ts';

/** Chunks in memory at once: 12 of 8 MiB in a process, half of them for one user at most. */
const most = 12;
const mostEach = 6;

export interface ChunkSlots {
  /** Runs `work` while it holds a place. Throws 429 `memories.upload_busy` at once when none is free. */
  hold<T>(userId: string, work: () => Promise<T>): Promise<T>;
}

/** Keeps uploads from filling the memory of this process, and one user from crowding out the others. */
export function createChunkSlots(): ChunkSlots {
  const held = new Map<string, number>();
  let all = 0;
  return {
    async hold(userId, work) {
      const own = held.get(userId) ?? 0;
      if (all >= most || own >= mostEach) {
        throw new AppError(429, 'memories.upload_busy', 'Too many chunks at once. Send it again shortly.', {
          retryAfter: 1,
        });
      }
      all += 1;
      held.set(userId, own + 1);
      try {
        return await work();
      } finally {
        all -= 1;
        const left = (held.get(userId) ?? 1) - 1;
        if (left === 0) held.delete(userId);
        else held.set(userId, left);
      }
    },
  };
}
