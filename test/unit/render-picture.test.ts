import { describe, expect, test } from '@jest/globals';
import exifr from 'exifr';
import sharp, { type Exif } from 'sharp';
import { exifDate, renderPicture } from '../../domains/memories/pictures/render-picture.ts';

const red = { r: 230, g: 20, b: 20 };
const blue = { r: 20, g: 20, b: 230 };

/** Left half red, right half blue. */
async function draw(width: number, height: number, exif: Exif = {}, orientation?: number): Promise<Buffer> {
  const half = { create: { width: Math.ceil(width / 2), height, channels: 3 as const, background: red } };
  return sharp({ create: { width, height, channels: 3, background: blue } })
    .composite([{ input: half, left: 0, top: 0 }])
    .withExif(exif)
    .withMetadata(orientation ? { orientation } : {})
    .withExifMerge(exif)
    .jpeg()
    .toBuffer();
}
const gps = {
  IFD3: {
    GPSLatitudeRef: 'S',
    GPSLatitude: '22/1 57/1 0/1',
    GPSLongitudeRef: 'W',
    GPSLongitude: '43/1 12/1 36/1',
  },
};
const taken = { IFD2: { DateTimeOriginal: '2014:08:26 20:55:07', OffsetTimeOriginal: '-03:00' } };

/** Whether the pixel there is red, green or blue. */
async function colourAt(image: Buffer, x: number, y: number): Promise<string> {
  const { data, info } = await sharp(image).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const [r = 0, g = 0, b = 0] = data.subarray((y * info.width + x) * info.channels);
  if (r > 200 && g > 200 && b > 200) return 'white';
  if (r > b && r > 150) return 'red';
  return b > 150 ? 'blue' : `rgb(${r},${g},${b})`;
}

describe('what the camera wrote', () => {
  test('is read from the original and stands in no rendition', async () => {
    const original = await draw(400, 300, { ...gps, ...taken, IFD0: { Make: 'Canary Cameras' } });
    expect(await exifr.gps(original)).toMatchObject({ latitude: expect.closeTo(-22.95) });
    const rendered = await renderPicture(original);
    expect(rendered.takenAt?.toISOString()).toBe('2014-08-26T23:55:07.000Z');
    expect(rendered.position?.latitude).toBeCloseTo(-22.95);
    expect(rendered.position?.longitude).toBeCloseTo(-43.21);
    const preview = Buffer.from(rendered.preview.split(',')[1] ?? '', 'base64');
    for (const bytes of [rendered.web.bytes, rendered.thumb.bytes, preview]) {
      expect(await exifr.gps(bytes).catch(() => undefined)).toBeUndefined();
      const metadata = await sharp(bytes).metadata();
      expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.orientation]).toEqual(
        Array(4).fill(undefined),
      );
      expect(bytes.includes('Canary')).toBe(false);
    }
  });

  test('may be missing', async () => {
    const rendered = await renderPicture(await draw(40, 30));
    expect([rendered.takenAt, rendered.position, rendered.damaged]).toEqual([null, null, false]);
  });

  test('at 0° 0° is a camera without a fix, not a place', async () => {
    const nowhere = {
      GPSLatitudeRef: 'N',
      GPSLatitude: '0/1 0/1 0/1',
      GPSLongitudeRef: 'E',
      GPSLongitude: '0/1 0/1 0/1',
    };
    expect((await renderPicture(await draw(40, 30, { IFD3: nowhere }))).position).toBeNull();
  });

  test.each([
    ['2014:08:26 20:55:07', undefined, '2014-08-26T20:55:07.000Z'],
    ['2014:08:26 20:55:07', '+05:30', '2014-08-26T15:25:07.000Z'],
    ['2014:08:26 20:55:07', 'nonsense', '2014-08-26T20:55:07.000Z'],
    ['2014:08:26 20:55:07.123', undefined, '2014-08-26T20:55:07.000Z'],
    ['0000:00:00 00:00:00', undefined, null],
    ['    :  :     :  :  ', undefined, null],
    ['2014:13:41 20:55:07', undefined, null],
    ['1826:01:01 00:00:00', undefined, null],
    ['', undefined, null],
    [new Date(), undefined, null],
    [undefined, undefined, null],
  ])('as the date %j with the offset %j is %j', (text, offset, expected) => {
    expect(exifDate(text, offset)?.toISOString() ?? null).toBe(expected);
  });
});

describe('renditions', () => {
  test('stand upright, whatever the camera’s position', async () => {
    // Orientation 6: the camera was turned; the left half of the file is the top of the picture.
    const rendered = await renderPicture(await draw(400, 300, {}, 6));
    expect([rendered.width, rendered.height]).toEqual([300, 400]);
    expect([rendered.web.width, rendered.web.height]).toEqual([300, 400]);
    for (const { bytes, width, height } of [rendered.web, rendered.thumb]) {
      expect(await colourAt(bytes, Math.floor(width / 2), 10)).toBe('red');
      expect(await colourAt(bytes, Math.floor(width / 2), height - 10)).toBe('blue');
    }
  });

  test('fit 1600 and 480 pixels, keep their shape and are never larger than the original', async () => {
    const large = await renderPicture(await draw(3000, 1500));
    expect([large.width, large.height]).toEqual([3000, 1500]);
    expect([large.web.width, large.web.height]).toEqual([1600, 800]);
    expect([large.thumb.width, large.thumb.height]).toEqual([480, 240]);
    expect(large.preview.length).toBeLessThan(1000);
    const small = await renderPicture(await draw(60, 40));
    expect([small.web.width, small.thumb.width]).toEqual([60, 60]);
    const formats = await Promise.all([large.web, large.thumb].map(({ bytes }) => sharp(bytes).metadata()));
    expect(formats.map(({ format }) => format)).toEqual(['jpeg', 'webp']);
  });

  test('of what was transparent are white there, not black', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    const png = await sharp({ create: { width: 20, height: 20, channels: 4, background: clear } })
      .png()
      .toBuffer();
    const rendered = await renderPicture(png);
    expect(await colourAt(rendered.web.bytes, 10, 10)).toBe('white');
  });

  test.each(['png', 'gif', 'webp', 'avif'] as const)('are made of %s too', async (format) => {
    const image = await sharp(await draw(100, 80))
      .toFormat(format)
      .toBuffer();
    const { width, height, damaged } = await renderPicture(image);
    expect([width, height, damaged]).toEqual([100, 80, false]);
  });
});

describe('a file that is not whole', () => {
  test('is rendered as far as it goes and called damaged', async () => {
    const noise = Buffer.from(Array.from({ length: 300 * 300 * 3 }, (_, index) => (index * 7919) % 251));
    const whole = await sharp(noise, { raw: { width: 300, height: 300, channels: 3 } })
      .jpeg()
      .toBuffer();
    const rendered = await renderPicture(whole.subarray(0, Math.floor(whole.length * 0.6)));
    expect([rendered.damaged, rendered.width, rendered.web.width]).toEqual([true, 300, 300]);
    expect((await renderPicture(whole)).damaged).toBe(false);
  });

  test.each([
    ['a start without a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])],
    ['no picture', Buffer.from('<html>')],
    ['nothing', Buffer.alloc(0)],
  ])('is refused when nothing can be decoded: %s', async (_what, bytes) => {
    await expect(renderPicture(bytes)).rejects.toThrow();
  });

  test('nor one that would unfold to more than 50 megapixels', async () => {
    const bomb = await sharp({ create: { width: 10_000, height: 5_001, channels: 3, background: red } })
      .png({ compressionLevel: 9, palette: true })
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    await expect(renderPicture(bomb)).rejects.toThrow(/pixel limit/);
  });
});
