import type { Scene } from './scene.ts';

export type ColourName =
  | 'black'
  | 'white'
  | 'grey'
  | 'red'
  | 'orange'
  | 'brown'
  | 'beige'
  | 'yellow'
  | 'green'
  | 'turquoise'
  | 'blue'
  | 'purple'
  | 'pink';

/** Upper ends of the hue circle's sectors, in degrees, as people name them. */
const hues: [number, ColourName][] = [
  [14, 'red'],
  [42, 'orange'],
  [68, 'yellow'],
  [165, 'green'],
  [195, 'turquoise'],
  [255, 'blue'],
  [290, 'purple'],
  [340, 'pink'],
  [360, 'red'],
];

/** The everyday name of one colour; channels are 0 to 255. */
export function nameColour(r: number, g: number, b: number): ColourName {
  const max = Math.max(r, g, b);
  const chroma = max - Math.min(r, g, b);
  const light = (max + max - chroma) / 2;
  if (max < 42) return 'black';
  if (chroma < 22 || chroma < max * 0.13) return light > 205 ? 'white' : light < 62 ? 'black' : 'grey';
  const hue = hueOf(r, g, b, max, chroma);
  const name = hues.find(([end]) => hue < end)![1];
  if (name === 'orange' || name === 'red' || name === 'yellow') {
    if (light > 165 && chroma < 100) return 'beige';
    if (name === 'orange' && (max < 170 || chroma < 75)) return 'brown';
    if (name === 'red' && chroma < max * 0.5 && max > 190) return 'pink';
    if (name === 'red' && chroma < max * 0.5) return 'brown';
  }
  return name;
}

/** Colours, brightness and absence of colour in a region of raw RGB pixels; every third pixel each way is enough. */
export function readColours(
  pixels: Uint8Array,
  stride: number,
  region: { left: number; top: number; width: number; height: number },
): Pick<Scene, 'colours' | 'brightness' | 'monochrome'> {
  const counts = new Map<ColourName, number>();
  let seen = 0;
  let luminance = 0;
  let colourful = 0;
  for (let y = region.top; y < region.top + region.height; y += 3) {
    for (let x = region.left; x < region.left + region.width; x += 3) {
      const at = (y * stride + x) * 3;
      const r = pixels[at]!;
      const g = pixels[at + 1]!;
      const b = pixels[at + 2]!;
      const name = nameColour(r, g, b);
      counts.set(name, (counts.get(name) ?? 0) + 1);
      luminance += 0.2126 * r + 0.7152 * g + 0.0722 * b;
      if (Math.max(r, g, b) - Math.min(r, g, b) > 16) colourful++;
      seen++;
    }
  }
  const colours = [...counts]
    .map(([name, count]) => ({ name, share: count / seen }))
    .filter(({ share }) => share >= 0.1)
    .sort((a, b) => b.share - a.share);
  return { colours, brightness: luminance / seen, monochrome: colourful < seen * 0.01 };
}

/** Degrees on the colour circle, red at 0. */
function hueOf(r: number, g: number, b: number, max: number, chroma: number): number {
  const sector =
    max === r ? ((g - b) / chroma + 6) % 6 : max === g ? (b - r) / chroma + 2 : (r - g) / chroma + 4;
  return sector * 60;
}
