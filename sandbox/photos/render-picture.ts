import sharp from 'sharp';
import { makeRandom } from '../core/make-random.ts';
import type { Picture } from '../people/types.ts';
import { drawScene } from './draw-scene.ts';
import { exifOf } from './exif-of.ts';
import { framePhotograph } from './frame-photograph.ts';
import { photographLooks } from './looks.ts';

/** Makes the JPEG of a picture with its EXIF; the same picture and seed give the same bytes. */
export async function renderPicture(picture: Picture, seed: number): Promise<Buffer> {
  const { look, width, height, variant } = picture;
  const random = makeRandom(seed, 'picture', look, variant);
  const isPhotograph = (photographLooks as readonly string[]).includes(look);
  const upright = isPhotograph
    ? await framePhotograph(look, { width, height }, random)
    : sharp(Buffer.from(drawScene(look, { width, height }, random)));
  // Orientation 6: kept lying on its side, to be turned a quarter to the right by whoever shows it.
  const kept = picture.orientation === 6 ? upright.rotate(270) : upright;
  return kept
    .removeAlpha()
    .withExif(exifOf(picture))
    .withMetadata({ orientation: picture.orientation })
    .jpeg({ quality: 80 })
    .toBuffer();
}
