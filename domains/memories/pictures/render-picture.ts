import exifr from 'exifr';
import sharp from 'sharp';

export interface Rendered {
  width: number;
  height: number;
  /** JPEG: every captioner and printer reads it, and it is made in half the time of WebP. */
  web: { bytes: Buffer; width: number; height: number };
  /** WebP. */
  thumb: { bytes: Buffer; width: number; height: number };
  /** Tiny WebP as a data: URI. */
  preview: string;
  takenAt: Date | null;
  position: { latitude: number; longitude: number } | null;
  /** The file is cut off or broken; what could be decoded was rendered. */
  damaged: boolean;
}

/** Decompression bombs: 50 megapixels are more than any network serves. */
const limitInputPixels = 50_000_000;
const webSide = 1600;
const thumbSide = 480;

/**
 * Upright renditions without metadata (place and camera stay in the original only), plus what EXIF knows.
 * Throws when nothing at all can be decoded.
 */
export async function renderPicture(original: Buffer): Promise<Rendered> {
  const strict = await renderWith(original, 'truncated').catch(() => null);
  const rendered = strict ?? (await renderWith(original, 'none'));
  const exif = await readExif(original);
  return { ...rendered, ...exif, damaged: strict === null };
}

async function renderWith(original: Buffer, failOn: 'truncated' | 'none') {
  const web = await sharp(original, { failOn, limitInputPixels, autoOrient: true })
    .resize(webSide, webSide, { fit: 'inside', withoutEnlargement: true })
    // JPEG has no transparency: what was clear would turn black.
    .flatten({ background: '#fff' })
    .jpeg({ quality: 82 })
    .toBuffer({ resolveWithObject: true });
  // The small ones come from the web rendition: the original is decoded once.
  const thumb = await sharp(web.data)
    .resize(thumbSide, thumbSide, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 76, effort: 0 })
    .toBuffer({ resolveWithObject: true });
  const tiny = await sharp(thumb.data).resize(16, 16, { fit: 'inside' }).webp({ quality: 40 }).toBuffer();
  const size = await sharp(original, { failOn: 'none', limitInputPixels }).metadata();
  const upright = size.autoOrient ?? size;
  return {
    width: upright.width ?? web.info.width,
    height: upright.height ?? web.info.height,
    web: { bytes: web.data, width: web.info.width, height: web.info.height },
    thumb: { bytes: thumb.data, width: thumb.info.width, height: thumb.info.height },
    preview: `data:image/webp;base64,${tiny.toString('base64')}`,
  };
}

/** One object for all pictures: exifr keeps what it makes of each options object that it is given, for ever. */
const wantedTags = {
  pick: [
    'DateTimeOriginal',
    'OffsetTimeOriginal',
    'GPSLatitude',
    'GPSLongitude',
    'GPSLatitudeRef',
    'GPSLongitudeRef',
  ],
  reviveValues: false,
};

async function readExif(original: Buffer): Promise<Pick<Rendered, 'takenAt' | 'position'>> {
  try {
    const tags = await exifr.parse(original, wantedTags);
    const { latitude, longitude } = (await exifr.gps(original)) ?? {};
    return {
      takenAt: exifDate(tags?.DateTimeOriginal, tags?.OffsetTimeOriginal),
      position: isPosition(latitude, longitude) ? { latitude, longitude } : null,
    };
  } catch {
    // EXIF is optional and often broken; a picture without it is a good picture.
    return { takenAt: null, position: null };
  }
}

/** `2014:08:26 20:55:07` with an optional offset; without one the camera's wall time is read as UTC. */
export function exifDate(text: unknown, offset: unknown): Date | null {
  const match = typeof text === 'string' && /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(text);
  if (!match) return null;
  const zone = typeof offset === 'string' && /^[+-]\d\d:\d\d$/.test(offset) ? offset : 'Z';
  const date = new Date(`${match[1]}-${match[2]}-${match[3]}T${match[4]}${zone}`);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1900 ? null : date;
}

const isPosition = (latitude: unknown, longitude: unknown): boolean =>
  Number.isFinite(latitude) && Number.isFinite(longitude) && !(latitude === 0 && longitude === 0);
