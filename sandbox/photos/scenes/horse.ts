import { readPhotograph } from '../read-photograph.ts';
import { n, type Sketch } from '../sketch.ts';
import { below, rolling } from '../terrain.ts';
import { desert, field, hills } from './land.ts';
import { sunset } from './water.ts';

/** A horse standing against the light, in one of the landscapes. */
export function horse(sketch: Sketch): void {
  const { w, h, random } = sketch;
  random.pick([hills, sunset, field, desert])(sketch);
  const outline = readPhotograph('horse.png').toString('base64');
  const ground = h * random.between(0.84, 0.92);
  sketch.path(below(rolling(sketch, ground, h * 0.03, 1.2), h), '#171412');
  for (let i = 0; i < random.int(1, 2); i += 1) {
    const tall = h * random.between(0.26, 0.42);
    const [x, mirrored] = [w * random.between(0.12, 0.6), random.chance(0.5)];
    const place = `translate(${n(mirrored ? x + tall * 1.22 : x)} ${n(ground - tall * 0.95)}) scale(${mirrored ? -1 : 1} 1)`;
    sketch.raw(
      `<g transform="${place}"><image width="${n(tall * 1.22)}" height="${n(tall)}" xlink:href="data:image/png;base64,${outline}"/></g>`,
    );
  }
}
