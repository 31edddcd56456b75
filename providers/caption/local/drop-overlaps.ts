import type { Box } from './scene.ts';

interface Scored {
  score: number;
  box: Box;
}

/** Best first; of two that mark the same spot only the better stays. `overlap` is intersection over union, 0 to 1. */
export function dropOverlaps<T extends Scored>(found: T[], overlap: number): T[] {
  const kept: T[] = [];
  for (const next of found.toSorted((a, b) => b.score - a.score)) {
    if (!kept.some((other) => intersectionOverUnion(other.box, next.box) > overlap)) kept.push(next);
  }
  return kept;
}

/** Pixels that two boxes share. */
export function sharedArea(a: Box, b: Box): number {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  return width > 0 && height > 0 ? width * height : 0;
}

function intersectionOverUnion(a: Box, b: Box): number {
  const shared = sharedArea(a, b);
  return shared / (a[2] * a[3] + b[2] * b[3] - shared || 1);
}
