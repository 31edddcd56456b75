import sharp from 'sharp';
import { ProviderError } from '../errors.ts';

export interface PictureLimits {
  maxBytes: number;
  /** Pixels of each side. */
  minSide: number;
  maxSide: number;
  /** As sharp names them. */
  formats: readonly string[];
}

export interface FittedPicture {
  image: Uint8Array;
  /** Pixels of the given picture for one pixel of this one. */
  scale: number;
}

/**
 * The picture as it is if the vendor takes it, else a smaller JPEG of it: checked here, because a refused request is
 * still a paid one. Throws ProviderError `unusable_picture` for what is broken or too small.
 */
export async function fitPicture(
  provider: string,
  image: Uint8Array,
  limits: PictureLimits,
): Promise<FittedPicture> {
  const unusable = (message: string, cause?: unknown) =>
    new ProviderError({ provider, code: 'unusable_picture', message, cause });
  try {
    const source = sharp(image, { limitInputPixels: 50_000_000, failOn: 'error' });
    const { width, height, format } = await source.metadata();
    if (Math.min(width, height) < limits.minSide) {
      throw unusable(
        `The picture is smaller than ${limits.minSide} pixels, which ${provider} does not take.`,
      );
    }
    const fits = image.byteLength <= limits.maxBytes && Math.max(width, height) <= limits.maxSide;
    if (fits && limits.formats.includes(format)) {
      await source.clone().resize(16).raw().toBuffer();
      return { image, scale: 1 };
    }
    const { data, info } = await source
      .autoOrient()
      .flatten({ background: '#fff' })
      .resize(1600, 1600, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 85 })
      .toBuffer({ resolveWithObject: true });
    return { image: data, scale: Math.max(width, height) / Math.max(info.width, info.height) };
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw unusable('The file cannot be read as a picture.', error);
  }
}
