import sharp from 'sharp';

/** 8 × 8 RGB pixels of an image, base64: alike for the same picture at another size or quality. */
export async function fingerprint(image: Buffer): Promise<string> {
  const pixels = await sharp(image)
    .autoOrient()
    .toColourspace('srgb')
    .removeAlpha()
    .resize(8, 8, { fit: 'fill' })
    .raw()
    .toBuffer();
  return pixels.toString('base64');
}

/** Mean difference of two fingerprints, 0 (equal) to 255. */
export function distance(a: string, b: string): number {
  const [left, right] = [Buffer.from(a, 'base64'), Buffer.from(b, 'base64')];
  if (left.length !== right.length) return 255;
  let sum = 0;
  for (let i = 0; i < left.length; i += 1) sum += Math.abs((left[i] as number) - (right[i] as number));
  return sum / left.length;
}
