import { mix, n, type Sketch } from '../sketch.ts';
import { paintClouds, paintSky, paintStars, skies } from '../skies.ts';
import { water } from './water.ts';

/** Roofs and façades by day, warm or cool, above a street of trees or a river. */
export function city(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const sky = paintSky(sketch, [...skies.day, ...skies.golden], 0.7);
  paintClouds(sketch, random.int(3, 6), mix(sky.haze, '#ffffff', 0.7), 0.05, 0.4);
  const walls = random.pick([
    ['#e8c9a0', '#d9a679', '#f0dcc0', '#c98b6b', '#e3b7a0'],
    ['#d8dde0', '#b8c4cc', '#e8e4dc', '#9fb0bc', '#c9c2b4'],
    ['#e6a98f', '#d98a7a', '#f0c7a8', '#c9705f', '#f3dcc0'],
    ['#f4efe4', '#e8dcc4', '#dfe6e0', '#f0d8b8', '#cfd8d0'],
  ]);
  skyline(sketch, {
    foot: h * 0.66,
    low: 0.1,
    high: 0.34,
    color: () => mix(sky.haze, '#5a6a7a', 0.35),
    lit: 0,
  });
  const ground = h * random.between(0.84, 0.92);
  let x = -w * 0.02;
  while (x < w) {
    const width = w * random.between(0.07, 0.14);
    house(sketch, x, ground, width, h * random.between(0.26, 0.46), random.pick(walls));
    x += width;
  }
  sketch.rect(
    0,
    ground,
    w,
    h - ground,
    sketch.blend([
      [0, '#8a8278'],
      [1, '#5f594f'],
    ]),
  );
  for (let i = 0; i < random.int(4, 9); i += 1) {
    const [tx, size] = [random.between(0, w), h * random.between(0.05, 0.09)];
    sketch.rect(tx - 3, ground - size * 0.5, 6, size * 0.6, '#4a3626');
    for (let leaf = 0; leaf < 8; leaf += 1)
      sketch.disc(
        tx + random.between(-0.5, 0.5) * size,
        ground - size * random.between(0.6, 1.3),
        size * 0.35,
        mix('#4f7a3a', '#a8c060', random.next() * 0.6),
        0.9,
      );
  }
  sketch.rect(0, 0, w, h, sky.sun, 0.06);
}

/** Towers with lit windows, mirrored in a river. */
export function citynight(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const sky = paintSky(sketch, [...skies.night, ...skies.dusk], 0.62);
  paintStars(sketch, 130, 0.4);
  const foot = h * random.between(0.62, 0.72);
  sketch.glow(
    w * random.between(0.3, 0.7),
    foot,
    w * 0.55,
    random.pick(['#ff9e5e', '#7a6cff', '#ff6fa0', '#5ec8ff']),
    0.4,
  );
  skyline(sketch, { foot, low: 0.16, high: 0.5, color: () => mix(sky.haze, '#0b1024', 0.45), lit: 0.35 });
  skyline(sketch, {
    foot,
    low: 0.08,
    high: 0.34,
    color: () => mix('#0a0e1e', '#2a2440', random.next() * 0.5),
    lit: 0.6,
  });
  water(sketch, foot, { ...sky, sun: '#ffcf8a' }, w * random.between(0.3, 0.7));
  for (let i = 0; i < 60; i += 1) {
    const x = random.between(0, w);
    const color = random.pick(['#ffd08a', '#ffb070', '#9fd0ff', '#ff8aa8']);
    sketch.glow(x, foot + 4, random.between(8, 20), color, 0.9);
    sketch.rect(
      x - 2,
      foot + 6,
      4,
      h * random.between(0.04, 0.2),
      sketch.blend([
        [0, color, 0.7],
        [1, color, 0],
      ]),
    );
  }
  if (random.chance(0.6)) bridge(sketch, foot);
}

/** Lights out of focus behind a wet pane. */
export function rain(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const [top, low] = random.pick([
    ['#141c2c', '#2c3444'],
    ['#1c1a2a', '#3a2c3c'],
    ['#0f2426', '#28403c'],
  ]) as [string, string];
  sketch.rect(
    0,
    0,
    w,
    h,
    sketch.blend([
      [0, top],
      [1, low],
    ]),
  );
  const lights = ['#ffb35c', '#ff7f5c', '#ffd98a', '#8ac8ff', '#ff9ab0', '#b8f0c0'];
  for (let i = 0; i < 70; i += 1) {
    const [x, y, r] = [random.between(0, w), h * random.between(0.15, 0.95), w * random.between(0.012, 0.06)];
    const color = random.pick(lights);
    sketch.disc(x, y, r, color, random.between(0.14, 0.42));
    sketch.raw(
      `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="none" stroke="${color}" stroke-width="2" stroke-opacity="0.35"/>`,
    );
  }
  for (let i = 0; i < 260; i += 1) {
    const [x, y, r] = [random.between(0, w), random.between(0, h), random.between(2, 9)];
    sketch.oval(x, y, r, r * random.between(1, 1.5), '#dfe8f0', 0.28);
    sketch.disc(x - r * 0.3, y - r * 0.4, r * 0.28, '#ffffff', 0.75);
  }
  for (let i = 0; i < 14; i += 1) {
    const x = random.between(0, w);
    sketch.line(
      `M${n(x)} ${n(random.between(0, h * 0.6))}q${n(random.between(-8, 8))} ${n(h * 0.1)} ${n(random.between(-6, 6))} ${n(h * random.between(0.1, 0.35))}`,
      '#eaf2f8',
      3.5,
      0.3,
    );
  }
}

function skyline(
  sketch: Sketch,
  look: { foot: number; low: number; high: number; color: () => string; lit: number },
): void {
  const { w, h, random } = sketch;
  let x = -w * 0.02;
  while (x < w) {
    const width = w * random.between(0.03, 0.075);
    const height = h * random.between(look.low, look.high);
    const color = look.color();
    sketch.rect(x, look.foot - height, width + 1, height, color);
    if (random.chance(0.2))
      sketch.rect(x + width * 0.45, look.foot - height * 1.15, width * 0.06, height * 0.16, color);
    if (look.lit > 0) windows(sketch, { x, y: look.foot - height, width, height }, look.lit);
    x += width * random.between(0.85, 1.25);
  }
}

function windows(
  sketch: Sketch,
  box: { x: number; y: number; width: number; height: number },
  share: number,
): void {
  const { random } = sketch;
  const [cell, floor] = [12, 17];
  const paths: Record<string, string[]> = { '#ffd98f': [], '#ffb968': [], '#bfe0ff': [] };
  for (let y = box.y + 10; y < box.y + box.height - floor; y += floor) {
    for (let x = box.x + 6; x < box.x + box.width - cell; x += cell) {
      if (random.chance(share * 0.75))
        paths[random.pick(['#ffd98f', '#ffd98f', '#ffb968', '#bfe0ff'])]?.push(`M${n(x)} ${n(y)}h7v9h-7z`);
    }
  }
  for (const [color, parts] of Object.entries(paths))
    if (parts.length > 0) sketch.path(parts.join(''), color, 0.85);
}

function house(sketch: Sketch, x: number, foot: number, width: number, height: number, wall: string): void {
  const { random } = sketch;
  const top = foot - height;
  const roof = random.pick(['#a8523a', '#8a4a3a', '#5f6670', '#b5654a', '#6f5a4a']);
  sketch.rect(
    x,
    top,
    width + 1,
    height,
    sketch.blend([
      [0, mix(wall, '#ffffff', 0.12)],
      [1, mix(wall, '#6a5040', 0.2)],
    ]),
  );
  const peak = random.chance(0.6) ? height * 0.12 : height * 0.03;
  sketch.path(
    `M${n(x - 4)} ${n(top)}L${n(x + width * 0.18)} ${n(top - peak)}h${n(width * 0.64)}L${n(x + width + 4)} ${n(top)}Z`,
    roof,
  );
  if (random.chance(0.5))
    sketch.rect(x + width * 0.7, top - peak * 1.6, width * 0.09, peak * 1.3, mix(roof, '#3a2a24', 0.3));
  const [columns, rows] = [random.int(2, 4), Math.max(2, Math.floor(height / 110))];
  const [cw, ch] = [width / columns, (height * 0.86) / rows];
  const shutter = random.pick(['#3f6a5a', '#4a6a8a', '#7a4a3a', '#2f4a4a', wall]);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [wx, wy, ww, wh] = [x + cw * (column + 0.3), top + ch * (row + 0.28), cw * 0.4, ch * 0.5];
      sketch.rect(wx - ww * 0.34, wy, ww * 1.68, wh, shutter, 0.9);
      sketch.rect(wx, wy, ww, wh, random.chance(0.12) ? '#ffe2a0' : '#33404c');
      sketch.rect(wx + ww * 0.46, wy, ww * 0.08, wh, '#e8e4dc', 0.8);
    }
  }
}

function bridge(sketch: Sketch, foot: number): void {
  const { w, h } = sketch;
  const deck = foot - h * 0.02;
  sketch.rect(0, deck, w, h * 0.016, '#1a1626');
  for (const tower of [0.3, 0.7]) {
    sketch.rect(w * tower - 9, foot - h * 0.2, 18, h * 0.24, '#221c30');
    const cable = `M0 ${n(deck)}Q${n(w * tower * 0.8)} ${n(deck - h * 0.02)} ${n(w * tower)} ${n(foot - h * 0.2)}`;
    sketch.line(
      tower < 0.5
        ? cable
        : `M${n(w * 0.7)} ${n(foot - h * 0.2)}Q${n(w * 0.8)} ${n(deck - h * 0.02)} ${n(w)} ${n(deck)}`,
      '#5a5470',
      4,
    );
  }
  sketch.line(
    `M${n(w * 0.3)} ${n(foot - h * 0.2)}Q${n(w * 0.5)} ${n(deck + h * 0.02)} ${n(w * 0.7)} ${n(foot - h * 0.2)}`,
    '#5a5470',
    4,
  );
}
