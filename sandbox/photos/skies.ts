import { n, type Sketch } from './sketch.ts';
import { dots, scatter } from './terrain.ts';

/** Top, middle, horizon; then what distance fades to. */
export interface Sky {
  colors: [string, string, string];
  sun: string;
  haze: string;
  dark: boolean;
}

const day: Sky[] = [
  { colors: ['#3f7fc4', '#83b4e0', '#d9e8f0'], sun: '#fffbe6', haze: '#cfe0ea', dark: false },
  { colors: ['#2f6aa8', '#6ea3cf', '#f1e6d2'], sun: '#fff3d0', haze: '#dcdcd4', dark: false },
  { colors: ['#5b8fb9', '#a9c9dc', '#eef2ee'], sun: '#ffffff', haze: '#d8e2e2', dark: false },
];
const golden: Sky[] = [
  { colors: ['#35528c', '#d98b63', '#ffd28a'], sun: '#fff0bf', haze: '#f2b98a', dark: false },
  { colors: ['#4a3f78', '#c8627a', '#ffb27a'], sun: '#ffe2a8', haze: '#e89a8a', dark: false },
  { colors: ['#27406f', '#8a6d9c', '#ff9e6b'], sun: '#ffd9a0', haze: '#d79aa0', dark: false },
  { colors: ['#5a6fa8', '#e8a98f', '#fff0c9'], sun: '#ffffff', haze: '#f3cfb4', dark: false },
];
const dusk: Sky[] = [
  { colors: ['#141d3f', '#3c3b70', '#b86a7c'], sun: '#ffc9a0', haze: '#6a5580', dark: true },
  { colors: ['#0f2036', '#27506d', '#d99a6c'], sun: '#ffe0b0', haze: '#5f7684', dark: true },
];
const night: Sky[] = [
  { colors: ['#050a1c', '#0d1c3d', '#2a3a63'], sun: '#f5f2e0', haze: '#22305a', dark: true },
  { colors: ['#07060f', '#1a1436', '#44325f'], sun: '#fdf4dc', haze: '#30264f', dark: true },
  { colors: ['#03101a', '#0b2a3c', '#2e5a66'], sun: '#eef6f2', haze: '#1d4450', dark: true },
];

export const skies = { day, golden, dusk, night };

/** Fills the picture with one of the skies and gives it back. */
export function paintSky(sketch: Sketch, choice: Sky[], horizon: number): Sky {
  const sky = sketch.random.pick(choice);
  const [top, middle, low] = sky.colors;
  const paint = sketch.blend([
    [0, top],
    [horizon * 0.55, middle],
    [horizon, low],
    [1, low],
  ]);
  sketch.rect(0, 0, sketch.w, sketch.h, paint);
  return sky;
}

/** Layered flat clouds, lit from below at golden hour. */
export function paintClouds(sketch: Sketch, count: number, color: string, top: number, bottom: number): void {
  const { w, h, random } = sketch;
  for (let i = 0; i < count; i += 1) {
    const y = h * random.between(top, bottom);
    const x = random.between(-0.1, 1.1) * w;
    const size = w * random.between(0.08, 0.22);
    const paint = sketch.blend([
      [0, color, 0.75],
      [1, color, 0.05],
    ]);
    for (let puff = 0; puff < 7; puff += 1) {
      const dx = (puff - 3) * size * 0.27;
      const lift = (3 - Math.abs(puff - 3)) * size * 0.045;
      sketch.oval(
        x + dx,
        y - lift * random.between(0.5, 1.4),
        size * random.between(0.2, 0.34),
        size * random.between(0.05, 0.1),
        paint,
        0.7,
      );
    }
  }
}

/** Stars of four sizes, a few of them tinted. */
export function paintStars(sketch: Sketch, count: number, depth: number): void {
  const { w, h, random } = sketch;
  const box = { x: 0, y: 0, w, h: h * depth };
  sketch.line(dots(scatter(random, count, box)), '#ffffff', 1.6, 0.55);
  sketch.line(dots(scatter(random, count / 3, box)), '#dfe8ff', 2.6, 0.8);
  sketch.line(dots(scatter(random, count / 12, box)), '#fff1d6', 4, 0.95);
  for (const [x, y] of scatter(random, 6, box)) sketch.glow(x, y, random.between(10, 22), '#ffffff', 0.8);
}

/** Birds far off. */
export function paintBirds(sketch: Sketch, color: string): void {
  const { w, h, random } = sketch;
  const [x, y] = [w * random.between(0.15, 0.75), h * random.between(0.12, 0.35)];
  for (let i = 0; i < random.int(3, 9); i += 1) {
    const [bx, by, s] = [
      x + random.between(-0.1, 0.1) * w,
      y + random.between(-0.06, 0.06) * h,
      random.between(7, 15),
    ];
    sketch.line(
      `M${n(bx - s)} ${n(by - s * 0.3)}q${n(s * 0.6)} ${n(-s * 0.5)} ${n(s)} ${n(s * 0.3)}q${n(s * 0.4)} ${n(-s * 0.8)} ${n(s)} ${n(-s * 0.3)}`,
      color,
      2.2,
      0.8,
    );
  }
}
