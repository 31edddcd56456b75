import type { Random } from '../core/make-random.ts';
import type { photographLooks } from './looks.ts';

/** A part of the original, in shares of its width and height. */
export interface Crop {
  x: number;
  y: number;
  w: number;
  h: number;
}

interface Photograph {
  file: string;
  /** Good pictures within the picture; the first is the whole. */
  crops: Crop[];
  grey?: boolean;
  /** May be mirrored; not where writing would give it away. */
  mirror: boolean;
  /** What stays when the shape asked for is another. */
  keep: 'top' | 'centre';
}

const whole: Crop = { x: 0, y: 0, w: 1, h: 1 };

/** The photographs of `demo-data/photographs`; where each is from: LICENCES.md beside them. */
export const photographs: Record<(typeof photographLooks)[number], Photograph> = {
  cat: {
    file: 'cat.jpg',
    keep: 'centre',
    mirror: true,
    crops: [whole, { x: 0.05, y: 0, w: 0.8, h: 1 }, { x: 0.2, y: 0.15, w: 0.65, h: 0.85 }],
  },
  coffee: {
    file: 'coffee.jpg',
    keep: 'centre',
    mirror: true,
    crops: [whole, { x: 0.08, y: 0, w: 0.76, h: 1 }, { x: 0.2, y: 0, w: 0.55, h: 0.85 }],
  },
  astronaut: {
    file: 'astronaut.jpg',
    keep: 'top',
    mirror: false,
    crops: [whole, { x: 0.15, y: 0, w: 0.6, h: 0.6 }, { x: 0.02, y: 0, w: 0.75, h: 0.95 }],
  },
  rocket: {
    file: 'rocket.jpg',
    keep: 'centre',
    mirror: true,
    crops: [whole, { x: 0.25, y: 0.15, w: 0.5, h: 0.85 }, { x: 0.1, y: 0.1, w: 0.75, h: 0.9 }],
  },
  cameraman: {
    file: 'cameraman.jpg',
    keep: 'top',
    grey: true,
    mirror: true,
    crops: [whole, { x: 0, y: 0.05, w: 0.8, h: 0.75 }, { x: 0.05, y: 0.05, w: 0.7, h: 0.55 }],
  },
  hubble: {
    file: 'hubble.jpg',
    keep: 'centre',
    mirror: true,
    crops: [
      whole,
      { x: 0.05, y: 0.1, w: 0.6, h: 0.6 },
      { x: 0.35, y: 0.35, w: 0.6, h: 0.6 },
      { x: 0.1, y: 0.4, w: 0.7, h: 0.55 },
    ],
  },
  coins: {
    file: 'coins.jpg',
    keep: 'centre',
    grey: true,
    mirror: false,
    crops: [whole, { x: 0.02, y: 0.02, w: 0.96, h: 0.72 }],
  },
  raccoon: {
    file: 'raccoon.jpg',
    keep: 'top',
    mirror: true,
    crops: [whole, { x: 0.3, y: 0, w: 0.66, h: 0.75 }, { x: 0.15, y: 0, w: 0.85, h: 0.85 }],
  },
  stairs: {
    file: 'stairs.jpg',
    keep: 'centre',
    grey: true,
    mirror: true,
    crops: [whole, { x: 0, y: 0, w: 0.9, h: 0.85 }, { x: 0.2, y: 0.1, w: 0.8, h: 0.9 }],
  },
};

/** A crop moved and narrowed a little, so that no two are alike. */
export function chooseCrop(photograph: Photograph, random: Random): Crop {
  const crop = random.pick(photograph.crops);
  const keep = random.between(0.88, 0.99);
  const [w, h] = [crop.w * keep, crop.h * keep];
  return { x: crop.x + random.next() * (crop.w - w), y: crop.y + random.next() * (crop.h - h), w, h };
}
