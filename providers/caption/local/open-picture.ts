import sharp from 'sharp';
import type { Box } from './scene.ts';

/** Side of the square that the object model was trained on. */
export const side = 512;

export interface OpenPicture {
  /** Raw RGB, `side` × `side`: the picture whole, grey bars where its shape differs. */
  pixels: Uint8Array;
  /** Size of the picture as it is looked at. */
  width: number;
  height: number;
  /** Where the picture lies within the square. */
  region: { left: number; top: number; width: number; height: number };
  /** A box of the square as a box of the picture, cut at its edges. */
  toPicture: (left: number, top: number, right: number, bottom: number) => Box;
}

/** Keeps the proportions: stretched pictures cost the model a third of its certainty. Throws if it is no picture. */
export async function openPicture(image: Uint8Array): Promise<OpenPicture> {
  const source = sharp(image, { limitInputPixels: 50_000_000, failOn: 'error' });
  const { width, height } = (await source.metadata()).autoOrient;
  const { data, info } = await source
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .resize(side, side, { fit: 'contain', background: '#808080' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`Expected 3 channels, got ${info.channels}.`);
  const scale = side / Math.max(width, height);
  const inner = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const region = {
    left: Math.floor((side - inner.width) / 2),
    top: Math.floor((side - inner.height) / 2),
    width: Math.max(1, inner.width),
    height: Math.max(1, inner.height),
  };
  const across = (value: number) => clamp(Math.round((value - region.left) / scale), width);
  const down = (value: number) => clamp(Math.round((value - region.top) / scale), height);
  return {
    pixels: data,
    width,
    height,
    region,
    toPicture: (left, top, right, bottom) => {
      const x = across(left);
      const y = down(top);
      return [x, y, across(right) - x, down(bottom) - y];
    },
  };
}

function clamp(value: number, max: number): number {
  return Math.min(Math.max(value, 0), max);
}
