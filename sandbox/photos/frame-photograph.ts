import sharp, { type Sharp } from 'sharp';
import type { Random } from '../core/make-random.ts';
import { drawScene } from './draw-scene.ts';

export async function framePhotograph(
  _look: string,
  size: { width: number; height: number },
  random: Random,
): Promise<Sharp> {
  return sharp(Buffer.from(drawScene('hills', size, random)));
}
