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
