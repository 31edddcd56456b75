import type { Hold } from '../../domains/memories/backup/store-photos.ts';

/**
 * Shares `total` bytes among the work of this process, first come, first served. Something larger than all of it
 * waits until it is alone. Taking again gives back what was held.
 */
export function createByteBudget(total: number): () => Hold {
  const waiting: { bytes: number; go: () => void }[] = [];
  let free = total;

  const serve = () => {
    for (let first = waiting[0]; first && first.bytes <= free; first = waiting[0]) {
      waiting.shift();
      free -= first.bytes;
      first.go();
    }
  };

  return () => {
    let held = 0;
    const release = () => {
      free += held;
      held = 0;
      serve();
    };
    return {
      async take(wanted) {
        release();
        const bytes = Math.min(wanted, total);
        await new Promise<void>((go) => {
          waiting.push({ bytes, go });
          serve();
        });
        held = bytes;
      },
      release,
    };
  };
}
