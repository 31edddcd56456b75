import sharp from 'sharp';
import type { SandboxContext } from '../core/context.ts';
import { makeRandom } from '../core/make-random.ts';
import { distance, fingerprint } from '../photos/fingerprint.ts';
import { captionWords, type Words } from './caption-words.ts';

export interface Said {
  text: string;
  confidence: number;
}

export interface Description {
  caption: Said;
  tags: { name: string; confidence: number }[];
  /** In shares of the picture's width and height. */
  regions: (Said & { box: { x: number; y: number; w: number; h: number } })[];
}

/** Mean difference of fingerprints below which two pictures are the same one. */
const alike = 7;

/**
 * What is to be seen in an image: the same words for the same image. The demo people's own pictures are known
 * again at any size; of any other image the colours and the light are told.
 */
export async function describeImage(
  context: SandboxContext,
  image: Buffer,
  neutral: boolean,
): Promise<Description> {
  const print = await fingerprint(image);
  let [nearest, best] = [undefined as { look: string; variant: number } | undefined, alike];
  for (const known of context.library.known()) {
    const apart = distance(known.print, print);
    if (apart < best) [nearest, best] = [known, apart];
  }
  const words = nearest === undefined ? undefined : captionWords[nearest.look];
  return phrase(
    words ?? (await wordsOfColors(image)),
    `${nearest?.look}-${nearest?.variant ?? print}`,
    neutral,
  );
}

function phrase(words: Words, key: string, neutral: boolean): Description {
  const random = makeRandom('caption', key);
  const chosen = random.int(0, words.captions.length - 1);
  const sure = (low: number, high: number) => Math.round(random.between(low, high) * 10_000) / 10_000;
  const text = (neutral ? words.neutral : undefined)?.[chosen] ?? words.captions[chosen] ?? '';
  const regions = words.regions.map((region) => {
    const [w, h] = [random.between(0.25, 0.6), random.between(0.25, 0.6)];
    return {
      text: region,
      confidence: sure(0.62, 0.82),
      box: { x: random.next() * (1 - w), y: random.next() * (1 - h), w, h },
    };
  });
  return {
    caption: { text, confidence: sure(0.72, 0.93) },
    tags: words.tags.map((name, i) => ({
      name,
      confidence: Math.round((0.99 - i * 0.04) * 10_000) / 10_000,
    })),
    regions,
  };
}

/** An image that nobody knows: its main colour, light or dark. */
async function wordsOfColors(image: Buffer): Promise<Words> {
  const { dominant, channels } = await sharp(image).toColourspace('srgb').removeAlpha().stats();
  const brightness = channels.reduce((sum, { mean }) => sum + mean, 0) / channels.length;
  const plain = channels.every(({ stdev }) => stdev < 12);
  const color = colorName(dominant.r, dominant.g, dominant.b);
  const light = brightness > 170 ? 'bright' : brightness < 70 ? 'dark' : 'soft';
  return {
    captions: plain ? [`a plain ${color} background`] : [`a ${light} picture with much ${color}`],
    tags: [color, light, plain ? 'background' : 'picture'],
    regions: [`a ${color} area`],
  };
}

function colorName(r: number, g: number, b: number): string {
  const [high, low] = [Math.max(r, g, b), Math.min(r, g, b)];
  if (high - low < 28) return high > 200 ? 'white' : high < 60 ? 'black' : 'grey';
  const share = high - low;
  const hue =
    (high === r ? ((g - b) / share + 6) % 6 : high === g ? (b - r) / share + 2 : (r - g) / share + 4) * 60;
  const names: [limit: number, name: string][] = [
    [18, 'red'],
    [42, high < 150 ? 'brown' : 'orange'],
    [68, 'yellow'],
    [165, 'green'],
    [200, 'turquoise'],
    [258, 'blue'],
    [292, 'violet'],
    [340, 'pink'],
    [361, 'red'],
  ];
  return names.find(([limit]) => hue < limit)?.[1] ?? 'red';
}
