const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);

/** The value below which `share` of the values lie (nearest rank); NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const ordered = sorted(values);
  return ordered[Math.min(ordered.length - 1, Math.max(0, Math.ceil(share * ordered.length) - 1))] ?? NaN;
}

/** The middle value, or the mean of both; NaN for none. */
export function median(values: readonly number[]): number {
  const ordered = sorted(values);
  const half = Math.floor(ordered.length / 2);
  return ordered.length % 2 === 1
    ? (ordered[half] ?? NaN)
    : ((ordered[half - 1] ?? NaN) + (ordered[half] ?? NaN)) / 2;
}

/** Median with the lowest and the highest value. */
export interface Summary {
  median: number;
  min: number;
  max: number;
}

export const summarize = (values: readonly number[]): Summary => ({
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
});
