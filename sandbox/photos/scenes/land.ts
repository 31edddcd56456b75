import { mix, n, type Sketch } from '../sketch.ts';
import { paintBirds, paintClouds, paintSky, paintStars, type Sky, skies } from '../skies.ts';
import { below, dots, fir, type Point, ragged, rolling, scatter, snowcap } from '../terrain.ts';

const greens = ['#2f4a2b', '#3c5a2a', '#274338', '#4a5a2c', '#5b4a2e'];

/** Layered hills that fade into the distance. */
export function hills(sketch: Sketch): void {
  const { h, random } = sketch;
  const sky = paintSky(sketch, [...skies.day, ...skies.golden], 0.6);
  sunIn(sketch, sky, 0.28, 0.5);
  paintClouds(sketch, random.int(1, 4), mix(sky.haze, '#ffffff', 0.5), 0.06, 0.32);
  const near = random.pick(greens);
  const layers = random.int(4, 6);
  for (let i = 0; i < layers; i += 1) {
    const depth = i / (layers - 1);
    const base = h * (0.48 + 0.44 * depth ** 1.25);
    const points = rolling(sketch, base, h * (0.07 + 0.06 * depth), random.between(0.8, 2.2));
    const color = mix(sky.haze, near, 0.12 + 0.88 * depth);
    sketch.path(
      below(points, h),
      sketch.blend([
        [0, color],
        [1, mix(color, sky.haze, 0.25)],
      ]),
    );
    if (depth > 0.45) sketch.path(treesOn(points, sketch, depth), mix(color, '#101a10', 0.45));
  }
  paintBirds(sketch, '#24303a');
}

/** Rocky peaks with snow, firs in front. */
export function mountains(sketch: Sketch): void {
  const { h, random } = sketch;
  const sky = paintSky(sketch, [...skies.day, ...skies.golden, ...skies.dusk], 0.62);
  if (sky.dark) paintStars(sketch, 160, 0.35);
  sunIn(sketch, sky, 0.2, 0.45);
  paintClouds(sketch, random.int(1, 3), mix(sky.haze, '#ffffff', 0.6), 0.08, 0.3);
  const rock = random.pick(['#3b4a63', '#4a4452', '#37505a', '#54483f']);
  for (const [i, share] of [0.35, 0.7, 1].entries()) {
    const points = ragged(sketch, h * (0.52 + i * 0.11), h * (0.52 - i * 0.12), 0.62);
    const color = mix(sky.haze, rock, share);
    sketch.path(
      below(points, h),
      sketch.blend([
        [0, color],
        [1, mix(color, sky.haze, 0.55)],
      ]),
    );
    if (i < 2)
      sketch.path(snowcap(points, h * (0.42 + i * 0.06), random), mix('#ffffff', sky.haze, 0.25), 0.92);
  }
  firLine(sketch, h * 0.86, mix(rock, '#0d1a14', 0.75), 0.16);
}

/** Dunes: each a lit and a shaded side. */
export function desert(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const sky = paintSky(sketch, [...skies.day, ...skies.golden, ...skies.golden], 0.55);
  sunIn(sketch, sky, 0.15, 0.42);
  const sand = random.pick(['#d9975b', '#c9703f', '#e0b27a', '#b85c38']);
  sketch.path(below(ragged(sketch, h * 0.56, h * 0.12, 0.45), h), mix(sky.haze, sand, 0.4));
  for (let i = 0; i < 5; i += 1) {
    const base = h * (0.58 + i * 0.1);
    const crest = rolling(sketch, base, h * (0.09 + i * 0.02), random.between(0.5, 1.2));
    const lit = mix(mix(sand, sky.sun, 0.35), sky.haze, 0.5 - i * 0.1);
    sketch.path(
      below(crest, h),
      sketch.blend([
        [0, lit],
        [1, mix(lit, sand, 0.6)],
      ]),
    );
    const fold = crest.map(([x, y], at): Point => [x, y + h * 0.02 + (at / crest.length) * h * 0.1]);
    sketch.path(below(fold, h), mix(sand, '#4a2418', 0.4 + i * 0.06), 0.35);
    for (let r = 0; r < 4; r += 1) {
      const shift = h * (0.03 + r * 0.018);
      sketch.line(
        `M${crest.map(([x, y]) => `${n(x)} ${n(y + shift)}`).join('L')}`,
        mix(sand, '#6b3a20', 0.35),
        1.5,
        0.22,
      );
    }
  }
  if (random.chance(0.6)) caravan(sketch, w * random.between(0.2, 0.6), h * 0.635);
}

/** A winter wood with falling snow. */
export function snow(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const sky = paintSky(sketch, [...skies.day.slice(2), ...skies.dusk, ...skies.golden.slice(3)], 0.6);
  if (sky.dark) paintStars(sketch, 120, 0.4);
  sunIn(sketch, sky, 0.15, 0.4);
  const shade = sky.dark ? '#6f7fae' : '#b9cbe0';
  for (let i = 0; i < 4; i += 1) {
    firLine(
      sketch,
      h * (0.56 + i * 0.11),
      mix(sky.haze, '#16302c', 0.3 + i * 0.2),
      0.1 + i * 0.07,
      i < 3 ? 26 : 8,
    );
    const bank = rolling(sketch, h * (0.57 + i * 0.12), h * 0.05, random.between(0.6, 1.5));
    sketch.path(
      below(bank, h),
      sketch.blend([
        [0, mix('#ffffff', shade, sky.dark ? 0.35 : 0.08)],
        [1, shade],
      ]),
    );
  }
  sketch.line(dots(scatter(random, 260, { x: 0, y: 0, w, h })), '#ffffff', 4, 0.7);
  sketch.line(dots(scatter(random, 70, { x: 0, y: 0, w, h })), '#ffffff', 9, 0.55);
}

/** Trunks in mist, with rays of light. */
export function forest(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const tone = random.pick([
    ['#e9f0cf', '#9fb86a', '#2e4a24'],
    ['#f6e3b4', '#d08a3c', '#4a2a17'],
    ['#dfece8', '#8fb0a4', '#1f3a35'],
    ['#f4ead6', '#b8a45e', '#38401f'],
  ]) as [string, string, string];
  sketch.rect(
    0,
    0,
    w,
    h,
    sketch.blend([
      [0, tone[0]],
      [0.6, mix(tone[0], tone[1], 0.6)],
      [1, mix(tone[1], tone[2], 0.6)],
    ]),
  );
  const [sunX, sunY] = [w * random.between(0.25, 0.75), h * 0.18];
  sketch.glow(sunX, sunY, h * 0.75, '#fffbe0', 0.9);
  for (let layer = 0; layer < 4; layer += 1) {
    const color = mix(tone[1], tone[2], 0.1 + layer * 0.3);
    const count = [26, 18, 11, 5][layer] as number;
    for (let i = 0; i < count; i += 1)
      trunk(
        sketch,
        random.between(0, w),
        h * (0.66 + layer * 0.1),
        w * (0.006 + layer * 0.007),
        color,
        layer,
      );
    sketch.path(
      below(rolling(sketch, h * (0.68 + layer * 0.09), h * 0.04, 2.4), h),
      mix(color, tone[1], 0.3),
      0.9,
    );
    sketch.rect(0, 0, w, h, tone[0], 0.1 - layer * 0.02);
  }
  for (let i = -2; i < 5; i += 1) {
    const x = sunX + i * w * 0.16;
    sketch.path(`M${n(sunX)} ${n(sunY)}L${n(x)} ${n(h)}L${n(x + w * 0.08)} ${n(h)}Z`, '#fff7cf', 0.1);
  }
}

/** Furrows that run to a lone tree. */
export function field(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const sky = paintSky(sketch, [...skies.day, ...skies.golden], 0.52);
  sunIn(sketch, sky, 0.15, 0.45);
  paintClouds(sketch, random.int(2, 5), mix(sky.haze, '#ffffff', 0.7), 0.05, 0.36);
  const crop = random.pick(['#d8b64c', '#8fae3f', '#c79a4b', '#7d9a55', '#a884b8']);
  const horizon = h * random.between(0.48, 0.6);
  sketch.path(below(rolling(sketch, horizon, h * 0.03, 1.3), h), mix(sky.haze, '#3f5a3a', 0.55));
  sketch.rect(
    0,
    horizon + h * 0.02,
    w,
    h,
    sketch.blend([
      [0, mix(crop, sky.haze, 0.45)],
      [1, mix(crop, '#3a2a10', 0.25)],
    ]),
  );
  const vanish = w * random.between(0.3, 0.7);
  for (let i = -14; i <= 14; i += 1) {
    const [x, wide] = [vanish + i * w * 0.16, w * 0.055];
    sketch.path(
      `M${n(vanish + i * 9)} ${n(horizon + h * 0.02)}L${n(x)} ${n(h)}h${n(wide)}Z`,
      mix(crop, '#3c2c12', 0.5),
      0.4,
    );
  }
  roundTree(
    sketch,
    w * random.between(0.15, 0.85),
    horizon + h * 0.05,
    h * random.between(0.14, 0.24),
    mix('#2c4020', sky.haze, 0.15),
  );
  const flowers = random.pick(['#c8322b', '#f3ead0', '#6a4fb0']);
  sketch.line(dots(scatter(random, 200, { x: 0, y: h * 0.78, w, h: h * 0.22 })), flowers, 7, 0.8);
  paintBirds(sketch, '#3a3a3a');
}

function sunIn(sketch: Sketch, sky: Sky, high: number, low: number): void {
  const { w, h, random } = sketch;
  const [x, y] = [w * random.between(0.15, 0.85), h * random.between(high, low)];
  sketch.glow(x, y, h * 0.6, sky.sun, sky.dark ? 0.35 : 0.65);
  sketch.disc(x, y, h * random.between(0.025, 0.045), sky.sun, 0.95);
}

function treesOn(points: Point[], sketch: Sketch, depth: number): string {
  const { random, h } = sketch;
  const chosen = points.filter(() => random.chance(0.35));
  return chosen
    .map(([x, y]) => fir(x + random.between(-8, 8), y + 4, h * random.between(0.02, 0.05) * (0.4 + depth)))
    .join('');
}

export function firLine(sketch: Sketch, ground: number, color: string, height: number, count = 34): void {
  const { w, h, random } = sketch;
  const trees = Array.from({ length: count }, (_, i) =>
    fir(
      ((i + random.between(-0.4, 0.4)) / (count - 1)) * w,
      ground + random.between(0, 0.05) * h,
      h * height * random.between(0.55, 1.1),
    ),
  );
  sketch.path(trees.join(''), color);
  sketch.rect(0, ground, w, h - ground, color);
}

function trunk(sketch: Sketch, x: number, foot: number, width: number, color: string, layer: number): void {
  const { h, random } = sketch;
  const lean = random.between(-0.02, 0.02) * h;
  sketch.path(
    `M${n(x - width / 2)} ${n(foot)}L${n(x + lean - width * 0.35)} 0h${n(width * 0.7)}L${n(x + width / 2)} ${n(foot)}Z`,
    color,
  );
  if (layer < 2) return;
  for (let i = 0; i < 5; i += 1) {
    const [y, side, long] = [
      h * random.between(0.05, 0.5),
      random.chance(0.5) ? 1 : -1,
      h * random.between(0.05, 0.14),
    ];
    sketch.line(
      `M${n(x)} ${n(y)}q${n(side * long * 0.6)} ${n(-long * 0.1)} ${n(side * long)} ${n(-long * 0.5)}`,
      color,
      width * 0.16,
    );
    sketch.oval(x + side * long, y - long * 0.5, long * 0.8, long * 0.35, color, 0.5, side * -20);
  }
}

export function roundTree(sketch: Sketch, x: number, y: number, height: number, color: string): void {
  const { random } = sketch;
  sketch.path(
    `M${n(x - height * 0.04)} ${n(y)}L${n(x - height * 0.02)} ${n(y - height * 0.6)}h${n(height * 0.04)}L${n(x + height * 0.04)} ${n(y)}Z`,
    mix(color, '#1c120a', 0.5),
  );
  for (let i = 0; i < 26; i += 1) {
    const [dx, dy] = [random.between(-0.36, 0.36), random.between(-0.3, 0.22)];
    sketch.disc(
      x + dx * height,
      y - height * (0.68 - dy),
      height * random.between(0.08, 0.17),
      mix(color, '#f4f0b0', Math.max(0, (-dy + dx) * 0.35)),
      0.9,
    );
  }
}

function caravan(sketch: Sketch, x: number, y: number): void {
  for (let i = 0; i < 4; i += 1) {
    const left = x + i * 62;
    sketch.path(
      `M${n(left)} ${n(y)}v-18q2 -14 12 -10q6 -12 14 0q8 -2 10 6l8 -10q4 -4 8 0v4h-6l-6 12v16h-3v-14h-26v14z`,
      '#2a1710',
      0.85,
    );
  }
}
