import type { Random } from '../core/make-random.ts';
import { desert, field, forest, hills, mountains, snow } from './scenes/land.ts';
import { createSketch, type Sketch } from './sketch.ts';

const scenes: Record<string, (sketch: Sketch) => void> = { desert, field, forest, hills, mountains, snow };

/** The SVG of a drawn look. */
export function drawScene(look: string, size: { width: number; height: number }, random: Random): string {
  const draw = scenes[look] ?? hills;
  const sketch = createSketch(size.width, size.height, random);
  draw(sketch);
  return sketch.svg();
}
