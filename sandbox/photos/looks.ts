import type { Random } from '../core/make-random.ts';

/** Looks that are photographs; the rest is drawn. */
export const photographLooks = [
  'cat',
  'coffee',
  'astronaut',
  'rocket',
  'cameraman',
  'hubble',
  'coins',
  'raccoon',
  'stairs',
] as const;

/** Looks that are drawn by code (`horse` is a public-domain outline in a drawn landscape). */
export const drawnLooks = [
  'hills',
  'mountains',
  'sunset',
  'night',
  'city',
  'citynight',
  'sea',
  'abstract',
  'forest',
  'desert',
  'snow',
  'flowers',
  'balloons',
  'lanterns',
  'field',
  'lake',
  'aurora',
  'rain',
  'horse',
] as const;

const wide: [number, number][] = [
  [1600, 1200],
  [1600, 1067],
  [1600, 900],
];
const tall: [number, number][] = [
  [1200, 1600],
  [1080, 1350],
];

/** Pixels of a picture of this look: mostly 4:3, some wide, tall and square ones. */
export function sizeOfLook(look: string, random: Random): { width: number; height: number } {
  const draw = random.next();
  const upright = ['stairs', 'astronaut', 'lanterns', 'forest', 'citynight'].includes(look) ? 0.4 : 0.15;
  const [width, height] =
    draw < upright ? random.pick(tall) : draw > 0.92 ? ([1280, 1280] as const) : random.pick(wide);
  // The originals are small: enlarging them further would only blur.
  const scale = (photographLooks as readonly string[]).includes(look) ? 0.8 : 1;
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
