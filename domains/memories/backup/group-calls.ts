/**
 * Makes one call of many: items that come while `work` is busy wait, and are worked on together next. `work` gives a
 * result for each item, in their order; where it throws, all of its items fail.
 */
export function groupCalls<T, R>(work: (items: T[]) => Promise<R[]>): (item: T) => Promise<R> {
  let waiting: T[] = [];
  let next: Promise<R[]> | null = null;
  let busy: Promise<unknown> = Promise.resolve();
  const start = () => {
    const group = work(waiting);
    waiting = [];
    next = null;
    busy = Promise.allSettled([group]);
    return group;
  };
  return async (item) => {
    const place = waiting.push(item) - 1;
    next ??= busy.then(start);
    return (await next)[place] as R;
  };
}
