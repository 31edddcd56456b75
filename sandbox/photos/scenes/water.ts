import { mix, n, type Sketch } from '../sketch.ts';
import { paintBirds, paintClouds, paintSky, paintStars, type Sky, skies } from '../skies.ts';
import { below, dots, type Point, ragged, rolling, scatter, snowcap } from '../terrain.ts';
import { firLine } from './land.ts';

/** The sun going down over water, with its path of light. */
export function sunset(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const horizon = h * random.between(0.52, 0.68);
  const sky = paintSky(sketch, [...skies.golden.slice(0, 3), ...skies.dusk], horizon / h);
  const sunX = w * random.between(0.25, 0.75);
  const sunY = horizon - h * random.between(-0.02, 0.14);
  sketch.glow(sunX, sunY, h * 0.75, sky.sun, 0.8);
  sketch.disc(sunX, sunY, h * random.between(0.045, 0.075), mix(sky.sun, '#ffffff', 0.4));
  paintClouds(sketch, random.int(4, 8), mix(sky.colors[2], '#ffffff', 0.25), 0.1, (horizon / h) * 0.9);
  paintClouds(sketch, random.int(2, 4), mix(sky.colors[0], sky.colors[1], 0.4), 0.05, 0.4);
  water(sketch, horizon, sky, sunX);
  if (random.chance(0.55))
    sketch.path(
      below(ragged(sketch, horizon, h * 0.09, 0.5), horizon + 2),
      mix(sky.colors[0], '#1a1020', 0.45),
    );
  if (random.chance(0.6))
    boat(
      sketch,
      w * random.between(0.15, 0.85),
      horizon + h * random.between(0.05, 0.16),
      h * random.between(0.06, 0.12),
      '#1c1420',
    );
  if (random.chance(0.4)) jetty(sketch, horizon);
  paintBirds(sketch, '#2a1a24');
}

/** Breakers, sand and sails in daylight. */
export function sea(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const horizon = h * random.between(0.3, 0.48);
  const sky = paintSky(sketch, [...skies.day, ...skies.golden.slice(3)], horizon / h);
  paintClouds(sketch, random.int(3, 6), '#ffffff', 0.04, (horizon / h) * 0.85);
  if (random.chance(0.6))
    sketch.path(below(ragged(sketch, horizon, h * 0.14, 0.5), horizon + 2), mix('#4a6a72', sky.haze, 0.45));
  const deep = random.pick(['#1d5f8a', '#177a8c', '#2a6f97', '#0f5c6e']);
  const shallow = random.pick(['#6cc5c0', '#8fd6c4', '#7fb8d4']);
  sketch.rect(
    0,
    horizon,
    w,
    h - horizon,
    sketch.blend([
      [0, mix(deep, sky.haze, 0.25)],
      [0.55, deep],
      [1, shallow],
    ]),
  );
  for (let i = 0; i < 46; i += 1) {
    const y = horizon + h * 0.42 * (i / 46) ** 1.6;
    const x = random.between(-0.1, 1) * w;
    const long = w * random.between(0.05, 0.22);
    sketch.line(
      `M${n(x)} ${n(y)}q${n(long / 2)} ${n(-4 - i * 0.15)} ${n(long)} 0`,
      '#ffffff',
      1 + i * 0.06,
      0.22,
    );
  }
  for (let i = 0; i < random.int(0, 3); i += 1)
    boat(
      sketch,
      w * random.between(0.1, 0.9),
      horizon + h * random.between(0.01, 0.12),
      h * random.between(0.04, 0.1),
      '#ffffff',
    );
  shore(sketch, h * random.between(0.74, 0.86));
  paintBirds(sketch, '#5a6670');
}

/** Still water that mirrors mountains. */
export function lake(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const horizon = h * random.between(0.52, 0.6);
  const sky = paintSky(sketch, [...skies.day, ...skies.golden, ...skies.dusk.slice(1)], horizon / h);
  if (sky.dark) paintStars(sketch, 150, 0.35);
  paintClouds(sketch, random.int(2, 4), mix(sky.haze, '#ffffff', 0.6), 0.06, 0.3);
  const rock = random.pick(['#3a4d66', '#51475c', '#2f5560', '#4d5a45']);
  const far = ragged(sketch, horizon, h * 0.42, 0.6);
  const near = rolling(sketch, horizon - h * 0.04, h * 0.08, 1.6);
  const land = (): void => {
    sketch.path(
      below(far, horizon),
      sketch.blend([
        [0, mix(rock, sky.haze, 0.25)],
        [1, mix(rock, sky.haze, 0.7)],
      ]),
    );
    sketch.path(snowcap(far, horizon - h * 0.17, random), '#ffffff', 0.8);
    sketch.path(below(near, horizon), mix(rock, '#12241c', 0.6));
  };
  land();
  const bottom = sketch.blend([
    [0, sky.colors[2]],
    [0.5, sky.colors[1]],
    [1, sky.colors[0]],
  ]);
  sketch.rect(0, horizon, w, h - horizon, bottom);
  sketch.group(`translate(0 ${n(horizon * 2)}) scale(1 -1)`, land, 0.62);
  sketch.rect(0, horizon, w, h - horizon, mix(rock, '#0a2230', 0.5), 0.2);
  ripples(sketch, horizon, '#ffffff', 40);
  if (random.chance(0.5)) jetty(sketch, horizon);
  else boat(sketch, w * random.between(0.2, 0.8), horizon + h * 0.14, h * 0.06, '#2a2018');
  if (random.chance(0.4)) firLine(sketch, h * 0.985, '#0f1f1a', 0.2, 16);
}

/** Sea below a sunset: the sky upside down, ripples, a broken strip of light. */
export function water(sketch: Sketch, horizon: number, sky: Sky, lightX: number): void {
  const { w, h, random } = sketch;
  const [top, middle, low] = sky.colors;
  sketch.rect(
    0,
    horizon,
    w,
    h - horizon,
    sketch.blend([
      [0, mix(low, top, 0.25)],
      [0.35, mix(middle, top, 0.4)],
      [1, mix(top, '#0a1020', 0.35)],
    ]),
  );
  for (let i = 0; i < 70; i += 1) {
    const share = (i / 70) ** 1.3;
    const y = horizon + share * (h - horizon);
    const spread = w * (0.015 + share * 0.12);
    const long = w * random.between(0.02, 0.09) * (0.4 + share);
    sketch.oval(lightX + random.between(-1, 1) * spread, y, long, 1.2 + share * 4, sky.sun, 0.5);
  }
  ripples(sketch, horizon, mix(sky.sun, '#ffffff', 0.3), 50);
}

function ripples(sketch: Sketch, horizon: number, color: string, count: number): void {
  const { w, h, random } = sketch;
  for (let i = 0; i < count; i += 1) {
    const share = random.next() ** 1.4;
    const y = horizon + share * (h - horizon);
    const long = w * random.between(0.03, 0.16) * (0.4 + share);
    sketch.line(`M${n(random.between(-0.05, 1) * w)} ${n(y)}h${n(long)}`, color, 1 + share * 2.5, 0.16);
  }
}

function shore(sketch: Sketch, line: number): void {
  const { w, h, random } = sketch;
  const sand = random.pick(['#e8d3a8', '#dcc09a', '#f0dfc0', '#c9ab84']);
  const edge = rolling(sketch, line, h * 0.04, 1.1);
  const lower = (by: number): Point[] => edge.map(([x, y]) => [x, y + by]);
  sketch.path(below(edge, h), '#ffffff', 0.75);
  sketch.path(below(lower(h * 0.018), h), mix(sand, '#6a5a48', 0.35), 0.9);
  sketch.path(
    below(lower(h * 0.035), h),
    sketch.blend([
      [0, mix(sand, '#8a7a60', 0.25)],
      [0.4, sand],
      [1, mix(sand, '#ffffff', 0.2)],
    ]),
  );
  sketch.line(
    dots(scatter(random, 160, { x: 0, y: line + h * 0.07, w, h })),
    mix(sand, '#7a6040', 0.5),
    2.4,
    0.5,
  );
  if (random.chance(0.5)) parasol(sketch, w * random.between(0.15, 0.85), line + h * 0.16, h * 0.15);
}

function boat(sketch: Sketch, x: number, y: number, size: number, color: string): void {
  sketch.path(
    `M${n(x - size * 0.5)} ${n(y)}h${n(size)}l${n(-size * 0.18)} ${n(size * 0.16)}h${n(-size * 0.64)}Z`,
    mix(color, '#3a2418', 0.7),
  );
  sketch.path(`M${n(x)} ${n(y - size * 1.25)}v${n(size * 1.15)}h${n(size * 0.5)}Z`, color, 0.95);
  sketch.path(
    `M${n(x - size * 0.06)} ${n(y - size * 1.1)}v${n(size)}h${n(-size * 0.34)}Z`,
    mix(color, '#d8c8b0', 0.3),
    0.95,
  );
}

function jetty(sketch: Sketch, horizon: number): void {
  const { w, h, random } = sketch;
  const left = w * random.between(0.6, 0.9);
  const [wood, dark] = ['#3a2a22', '#1e1512'];
  const end = horizon + (h - horizon) * 0.35;
  sketch.path(`M${n(left)} ${n(end)}h${n(w * 0.03)}L${n(left + w * 0.1)} ${n(h)}h${n(-w * 0.15)}Z`, wood);
  for (let i = 0; i < 12; i += 1) {
    const share = (i / 12) ** 1.7;
    const y = end + share * (h - end);
    sketch.line(
      `M${n(left - w * 0.05 * share)} ${n(y)}h${n(w * (0.03 + 0.12 * share))}`,
      dark,
      1 + share * 5,
      0.8,
    );
  }
}

function parasol(sketch: Sketch, x: number, y: number, size: number): void {
  const color = sketch.random.pick(['#d94a3d', '#2f7fb5', '#e8a93a', '#3d9a78']);
  sketch.line(`M${n(x)} ${n(y)}L${n(x + size * 0.08)} ${n(y - size)}`, '#f6efe2', size * 0.03);
  const top = y - size;
  for (let i = 0; i < 6; i += 1) {
    const [from, to] = [x - size * 0.6 + i * size * 0.22, x - size * 0.6 + (i + 1) * size * 0.22];
    sketch.path(
      `M${n(x + size * 0.08)} ${n(top - size * 0.18)}Q${n(from)} ${n(top - size * 0.1)} ${n(from)} ${n(top + size * 0.2)}H${n(to)}Q${n(to)} ${n(top - size * 0.1)} ${n(x + size * 0.08)} ${n(top - size * 0.18)}Z`,
      i % 2 === 0 ? color : '#fbf6ec',
    );
  }
  sketch.oval(x + size * 0.3, y + size * 0.05, size * 0.5, size * 0.06, '#5a4630', 0.3);
}
