import type { Random } from '../core/make-random.ts';
import type { drawnLooks } from './looks.ts';
import { abstract, balloons, flowers, lanterns } from './scenes/close.ts';
import { horse } from './scenes/horse.ts';
import { desert, field, forest, hills, mountains, snow } from './scenes/land.ts';
import { aurora, night } from './scenes/night.ts';
import { city, citynight, rain } from './scenes/town.ts';
import { lake, sea, sunset } from './scenes/water.ts';
import { createSketch, type Sketch } from './sketch.ts';

const scenes: Record<(typeof drawnLooks)[number], (sketch: Sketch) => void> = {
  abstract,
  aurora,
  balloons,
  city,
  citynight,
  desert,
  field,
  flowers,
  forest,
  hills,
  horse,
  lake,
  lanterns,
  mountains,
  night,
  rain,
  sea,
  snow,
  sunset,
};

/** The SVG of a drawn look. */
export function drawScene(look: string, size: { width: number; height: number }, random: Random): string {
  const sketch = createSketch(size.width, size.height, random);
  const draw = scenes[look as keyof typeof scenes];
  if (draw === undefined) throw new Error(`there is no look "${look}"`);
  draw(sketch);
  return sketch.svg();
}
