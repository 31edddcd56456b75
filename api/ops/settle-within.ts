/** Milliseconds that a probe waits for a dependency. */
export const boundMs = 2_000;

/** What a dependency answers, or null when it fails or takes longer than two seconds: a probe must not hang. */
export async function settleWithin<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), boundMs);
  });
  try {
    return await Promise.race([work.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
