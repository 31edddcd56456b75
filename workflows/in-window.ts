import { CancellationScope } from '@temporalio/workflow';

/** Runs `work` on every item, at most `size` at a time; as soon as one ends the next begins. The first error is thrown. */
export async function inWindow<T>(
  items: readonly T[],
  size: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const lane = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(size, items.length) }, lane));
}

/** The same, but after an error nothing begins any more, and what is at work is cancelled and waited for. */
export function inStrictWindow<T>(
  items: readonly T[],
  size: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const scope = new CancellationScope();
  return scope.run(async () => {
    const errors: unknown[] = [];
    await inWindow(items, size, async (item) => {
      if (errors.length > 0) return;
      await work(item).catch((error: unknown) => {
        errors.push(error);
        scope.cancel();
      });
    });
    if (errors.length > 0) throw errors[0];
  });
}
