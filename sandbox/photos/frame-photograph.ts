import sharp, { type Matrix3x3, type Sharp } from 'sharp';
import type { Random } from '../core/make-random.ts';
import type { photographLooks } from './looks.ts';
import { chooseCrop, photographs } from './photographs.ts';
import { readPhotograph } from './read-photograph.ts';
import { createSketch, n } from './sketch.ts';

interface Size {
  width: number;
  height: number;
}

/** One of the photographs, cropped, mirrored and toned anew; some as a print on a table or framed on a wall. */
export async function framePhotograph(look: string, size: Size, random: Random): Promise<Sharp> {
  const frame = random.next();
  if (frame < 0.72) return cut(look, size, random);
  return frame < 0.88 ? polaroid(look, size, random) : onWall(look, size, random);
}

async function cut(look: string, { width, height }: Size, random: Random): Promise<Sharp> {
  const photograph = photographs[look as (typeof photographLooks)[number]];
  const original = sharp(readPhotograph(photograph.file)).toColourspace('srgb');
  const { width: w, height: h } = await original.metadata();
  const crop = chooseCrop(photograph, random);
  const area = {
    left: Math.floor(crop.x * w),
    top: Math.floor(crop.y * h),
    width: Math.floor(crop.w * w),
    height: Math.floor(crop.h * h),
  };
  const part = original
    .extract(area)
    .resize(width, height, { fit: 'cover', position: photograph.keep, kernel: 'cubic' });
  if (photograph.mirror && random.chance(0.5)) part.flop();
  const warmth = photograph.grey === true ? random.pick(warmths) : ([1, 1, 1] as const);
  const saturation = photograph.grey === true ? 1 : random.between(0.8, 1.25);
  return part.recomb(toneOf(random.between(0.9, 1.14), saturation, warmth));
}

/** Neutral, warm, cool, sepia: factors of red, green and blue. */
const warmths = [
  [1, 1, 1],
  [1.06, 1, 0.88],
  [0.94, 1, 1.07],
  [1.1, 0.98, 0.78],
] as const;

/** One matrix for brightness, saturation and warmth; many times faster than a turn through LCH. */
function toneOf(
  brightness: number,
  saturation: number,
  warmth: readonly [number, number, number],
): Matrix3x3 {
  const luma = [0.213, 0.715, 0.072] as const;
  const row = (of: 0 | 1 | 2): [number, number, number] => {
    const cell = (from: 0 | 1 | 2): number =>
      ((from === of ? saturation : 0) + (1 - saturation) * luma[from]) * brightness * warmth[of];
    return [cell(0), cell(1), cell(2)];
  };
  return [row(0), row(1), row(2)];
}

/** A print with a white border, lying a little askew. */
async function polaroid(look: string, size: Size, random: Random): Promise<Sharp> {
  const { width, height } = size;
  const side = Math.round(Math.min(width, height) * 0.66);
  const picture = await (await cut(look, { width: side, height: side }, random))
    .jpeg({ quality: 90 })
    .toBuffer();
  const sketch = createSketch(width, height, random);
  const [light, dark] = random.pick([
    ['#b98a5e', '#8f6540'],
    ['#d8cfc0', '#b8ab98'],
    ['#5a6a70', '#3a474c'],
    ['#c9a48a', '#a67f64'],
  ]) as [string, string];
  sketch.rect(
    0,
    0,
    width,
    height,
    sketch.blend(
      [
        [0, light],
        [1, dark],
      ],
      true,
    ),
  );
  for (let i = 0; i < 60; i += 1) {
    const y = random.between(0, height);
    sketch.line(
      `M0 ${n(y)}q${n(width / 3)} ${n(random.between(-14, 14))} ${n(width)} ${n(random.between(-8, 8))}`,
      dark,
      random.between(1, 4),
      0.25,
    );
  }
  const [x, y] = [(width - side) / 2, (height - side) / 2 - side * 0.05];
  const edge = side * 0.06;
  sketch.group(`rotate(${n(random.between(-7, 7))} ${n(width / 2)} ${n(height / 2)})`, () => {
    for (let i = 1; i < 6; i += 1)
      sketch.rect(x - edge + i * 3, y - edge + i * 4, side + edge * 2, side + edge * 4, '#1c120a', 0.1);
    sketch.rect(x - edge, y - edge, side + edge * 2, side + edge * 4, '#fbf8f2');
    sketch.raw(image(picture, x, y, side, side));
  });
  return sharp(Buffer.from(sketch.svg()));
}

/** Framed, on a painted brick wall. */
async function onWall(look: string, size: Size, random: Random): Promise<Sharp> {
  const { width, height } = size;
  const [w, h] = [Math.round(width * 0.56), Math.round(height * 0.56)];
  const picture = await (await cut(look, { width: w, height: h }, random)).jpeg({ quality: 90 }).toBuffer();
  const sketch = createSketch(width, height, random);
  const [x, y] = [(width - w) / 2, (height - h) / 2 - height * 0.03];
  const wood = random.pick(['#2c211a', '#8a5f38', '#e9e2d4', '#c9a24a']);
  const mat = Math.min(w, h) * 0.09;
  const around = (by: number, paint: string, opacity = 1) =>
    sketch.rect(x - by, y - by, w + by * 2, h + by * 2, paint, opacity);
  for (let i = 1; i < 7; i += 1)
    sketch.rect(x - mat * 1.4 + i * 4, y - mat * 1.4 + i * 6, w + mat * 2.8, h + mat * 2.8, '#120c08', 0.09);
  around(mat * 1.4, wood);
  around(mat * 1.1, '#1c1410', 0.35);
  around(mat, '#f8f4ec');
  sketch.raw(image(picture, x, y, w, h));
  const paint = random.pick([
    [1.5, 1.42, 1.32],
    [1.2, 0.98, 0.86],
    [1.05, 1.15, 1.18],
    [1.35, 1.3, 1.1],
  ]);
  const wall = await sharp(readPhotograph('brick.jpg'))
    .rotate(90)
    .toColourspace('srgb')
    .resize(width, height, { fit: 'cover' })
    .linear(paint, [18, 18, 18])
    .raw()
    .toBuffer({ resolveWithObject: true });
  // In two steps: in one, the paint of the wall would go over the picture too.
  return sharp(wall.data, { raw: wall.info }).composite([{ input: Buffer.from(sketch.svg()) }]);
}

function image(picture: Buffer, x: number, y: number, w: number, h: number): string {
  return `<image x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" preserveAspectRatio="none" xlink:href="data:image/jpeg;base64,${picture.toString('base64')}"/>`;
}
