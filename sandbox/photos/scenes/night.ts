import { mix, n, type Sketch } from '../sketch.ts';
import { paintSky, paintStars, skies } from '../skies.ts';
import { below, dots, ragged, rolling } from '../terrain.ts';
import { firLine, roundTree } from './land.ts';

/** Stars, sometimes the Milky Way, a moon or a comet, above a dark land. */
export function night(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const sky = paintSky(sketch, skies.night, 0.85);
  const milky = random.chance(0.6);
  if (milky) milkyWay(sketch);
  paintStars(sketch, random.int(420, 760), 0.9);
  if (!milky) moon(sketch);
  if (random.chance(0.35)) comet(sketch);
  const land = '#05070d';
  sketch.path(below(ragged(sketch, h * 0.86, h * 0.16, 0.5), h), mix(sky.haze, land, 0.5));
  sketch.path(below(rolling(sketch, h * 0.9, h * 0.07, 1.4), h), mix(sky.haze, land, 0.85));
  const feature = random.next();
  if (feature < 0.35) firLine(sketch, h * 0.95, land, 0.14);
  else if (feature < 0.6) roundTree(sketch, w * random.between(0.2, 0.8), h * 0.93, h * 0.24, '#0a0e14');
  else tent(sketch, w * random.between(0.2, 0.8), h * 0.94, h * 0.07);
}

/** Curtains of green and violet light. */
export function aurora(sketch: Sketch): void {
  const { w, h, random } = sketch;
  paintSky(sketch, skies.night, 0.8);
  paintStars(sketch, 320, 0.8);
  const tints = random.pick([
    ['#5cf2a0', '#2fd6a8', '#8a5cf0'],
    ['#7af07a', '#b6f26a', '#f06ab0'],
    ['#4fe0d0', '#6af0a0', '#6a7af0'],
  ]);
  for (const tint of tints) {
    const base = h * random.between(0.45, 0.66);
    const [wave, phase, swing] = [
      random.between(1, 2.2),
      random.between(0, 6.3),
      h * random.between(0.06, 0.14),
    ];
    const tall = h * random.between(0.3, 0.5);
    const paint = sketch.blend([
      [0, tint, 0],
      [0.7, tint, 0.32],
      [0.95, mix(tint, '#ffffff', 0.4), 0.55],
      [1, tint, 0],
    ]);
    const strips = 90;
    for (let i = 0; i < strips; i += 1) {
      const x = (i / strips) * w;
      const foot = base + Math.sin((x / w) * wave * Math.PI * 2 + phase) * swing;
      const high = tall * (0.6 + 0.4 * Math.abs(Math.sin(i * 0.37 + phase)));
      sketch.rect(x, foot - high, (w / strips) * 1.6, high, paint, 0.55 + 0.3 * Math.sin(i * 0.9));
    }
  }
  if (random.chance(0.5)) {
    sketch.path(below(ragged(sketch, h * 0.82, h * 0.2, 0.48), h), '#0b1420');
    sketch.path(below(rolling(sketch, h * 0.88, h * 0.04, 1.2), h), '#c8d6e6', 0.35);
  } else firLine(sketch, h * 0.88, '#04080a', 0.2, 30);
}

function milkyWay(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const [turn, x] = [random.between(-38, 38), w * random.between(0.35, 0.65)];
  sketch.group(`rotate(${n(turn)} ${n(x)} ${n(h * 0.45)})`, () => {
    for (let i = 0; i < 26; i += 1) {
      const y = (i / 25) * h * 1.4 - h * 0.25;
      const tint = random.pick(['#8fa3dd', '#b79ad0', '#cdb8a8', '#9fb4e8']);
      sketch.glow(x + random.between(-0.05, 0.05) * w, y, w * random.between(0.06, 0.13), tint, 0.17);
    }
    for (let i = 0; i < 40; i += 1) {
      const y = (i / 39) * h * 1.3 - h * 0.2;
      sketch.glow(
        x + random.between(-0.025, 0.025) * w,
        y,
        w * random.between(0.012, 0.035),
        '#0c0e20',
        0.22,
      );
    }
    const dust = Array.from({ length: 500 }, (): [number, number] => {
      const across = random.next() + random.next() + random.next() - 1.5;
      return [x + across * w * 0.09, random.between(-0.3, 1.2) * h];
    });
    sketch.line(dots(dust), '#ffffff', 1.5, 0.5);
  });
}

function moon(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const [x, y, r] = [
    w * random.between(0.2, 0.8),
    h * random.between(0.15, 0.4),
    h * random.between(0.04, 0.09),
  ];
  sketch.glow(x, y, r * 5, '#dfe6f5', 0.5);
  sketch.disc(x, y, r, '#f4f0e2');
  for (let i = 0; i < 7; i += 1) {
    sketch.disc(
      x + random.between(-0.55, 0.55) * r,
      y + random.between(-0.55, 0.55) * r,
      r * random.between(0.08, 0.24),
      '#cfc9b8',
      0.6,
    );
  }
}

function comet(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const [x, y, long] = [w * random.between(0.3, 0.7), h * random.between(0.2, 0.5), h * 0.24];
  const tail = sketch.blend([
    [0, '#ffffff', 0],
    [1, '#eaf2ff', 0.75],
  ]);
  sketch.group(`rotate(${n(random.between(20, 60))} ${n(x)} ${n(y)})`, () => {
    sketch.path(`M${n(x - 26)} ${n(y - long)}L${n(x + 26)} ${n(y - long)}L${n(x + 3)} ${n(y)}h-6Z`, tail);
    sketch.glow(x, y, 26, '#ffffff', 1);
  });
}

function tent(sketch: Sketch, x: number, y: number, size: number): void {
  sketch.glow(x, y - size * 0.3, size * 3, '#ffb347', 0.55);
  sketch.path(
    `M${n(x)} ${n(y - size)}L${n(x + size)} ${n(y)}H${n(x - size)}Z`,
    sketch.blend([
      [0, '#ffd48a'],
      [1, '#e0762f'],
    ]),
  );
  sketch.path(`M${n(x)} ${n(y - size)}L${n(x + size * 0.16)} ${n(y)}H${n(x - size * 0.16)}Z`, '#5a2a12', 0.8);
}
