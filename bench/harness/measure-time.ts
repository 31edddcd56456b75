/** Runs `work`; gives the milliseconds it took. */
export async function measureTime(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}
