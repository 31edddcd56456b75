import { mix, n, type Sketch } from '../sketch.ts';
import { paintClouds, paintSky, skies } from '../skies.ts';
import { below, rolling } from '../terrain.ts';

/** Blossoms near the lens, a garden out of focus behind. */
export function flowers(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const [light, leaf] = random.pick([
    ['#dfeec0', '#5f8a4a'],
    ['#cfe6e8', '#4f8070'],
    ['#f3e6c8', '#7a8a4a'],
    ['#2c3a34', '#24402e'],
  ]) as [string, string];
  sketch.rect(
    0,
    0,
    w,
    h,
    sketch.blend([
      [0, light],
      [1, mix(light, leaf, 0.8)],
    ]),
  );
  const petals = random.pick([
    ['#f7b7cc', '#fbdfe8', '#e88aa8'],
    ['#e8503a', '#f47a5a', '#c8342a'],
    ['#f6c93a', '#fbe28a', '#e8a020'],
    ['#a58ae0', '#cbbcf2', '#7a5ac8'],
    ['#ffffff', '#fdf0e0', '#f2dcc8'],
  ]);
  for (let i = 0; i < 34; i += 1) {
    sketch.disc(
      random.between(0, w),
      random.between(0, h),
      w * random.between(0.02, 0.075),
      random.chance(0.5) ? random.pick(petals) : mix(leaf, light, random.next()),
      random.between(0.12, 0.3),
    );
  }
  const blossoms = random.int(5, 9);
  for (let i = 0; i < blossoms; i += 1) {
    const near = (i + 1) / blossoms;
    const [x, y, size] = [
      w * random.between(0.08, 0.92),
      h * random.between(0.15, 0.75),
      h * (0.06 + near * random.between(0.06, 0.12)),
    ];
    sketch.line(
      `M${n(x)} ${n(y)}Q${n(x + random.between(-60, 60))} ${n((y + h) / 2)} ${n(x + random.between(-90, 90))} ${n(h * 1.02)}`,
      mix(leaf, '#1c3018', 0.4),
      size * 0.08,
    );
    sketch.oval(x + size * 0.9, y + size * 1.9, size * 0.9, size * 0.24, mix(leaf, '#2c4a20', 0.3), 0.9, -35);
    blossom(sketch, x, y, size, random.pick(petals), random.int(5, 12));
  }
}

/** Hot-air balloons over a morning land. */
export function balloons(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const sky = paintSky(sketch, [...skies.day, ...skies.golden], 0.8);
  paintClouds(sketch, 4, mix(sky.haze, '#ffffff', 0.7), 0.2, 0.7);
  const ground = random.pick(['#5f7a4a', '#b58a5a', '#6a6f7a']);
  for (let i = 0; i < 3; i += 1) {
    sketch.path(
      below(rolling(sketch, h * (0.78 + i * 0.08), h * 0.07, 1.2 + i * 0.5), h),
      mix(sky.haze, ground, 0.35 + i * 0.3),
    );
  }
  const count = random.int(4, 9);
  for (let i = 0; i < count; i += 1) {
    const size = h * random.between(0.05, 0.1) * (0.6 + (i / count) * 1.2);
    balloon(sketch, w * random.between(0.08, 0.92), h * random.between(0.12, 0.62), size);
  }
}

/** Paper lanterns and strings of bulbs in the dark. */
export function lanterns(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const [top, low] = random.pick([
    ['#1a0f1e', '#4a2030'],
    ['#0f1428', '#3a2c48'],
    ['#1c120a', '#5a3218'],
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
  for (let i = 0; i < 30; i += 1)
    sketch.glow(
      random.between(0, w),
      h * random.between(0.4, 1),
      w * random.between(0.03, 0.09),
      '#ff9a4a',
      0.28,
    );
  const colors = random.pick([
    ['#ffb04a', '#ff7a3a', '#ffd27a'],
    ['#f0523a', '#ff8a4a', '#ffc06a'],
    ['#ffcf6a', '#7ad0c0', '#f07aa0', '#a88af0'],
  ]);
  for (let row = 0; row < 4; row += 1) {
    const [y, sag] = [h * (0.02 + row * 0.17), h * random.between(0.05, 0.14)];
    sketch.line(
      `M0 ${n(y)}Q${n(w / 2)} ${n(y + sag * 2)} ${n(w)} ${n(y + random.between(-30, 30))}`,
      '#120a0c',
      3,
    );
    const count = 9 - row * 1.5;
    for (let i = 0; i < count; i += 1) {
      const share = (i + random.between(0.2, 0.8)) / count;
      const size = h * (0.028 + row * 0.016) * random.between(0.8, 1.25);
      lantern(sketch, share * w, y + sag * 4 * share * (1 - share), size, random.pick(colors));
    }
  }
}

/** A painting: bands, arcs and strokes of one palette. */
export function abstract(sketch: Sketch): void {
  const { w, h, random } = sketch;
  const palette = random.pick([
    ['#f4ede0', '#e07a5f', '#3d405b', '#81b29a', '#f2cc8f'],
    ['#fbf7f0', '#264653', '#2a9d8f', '#e9c46a', '#e76f51'],
    ['#f7f3ea', '#5f0f40', '#9a031e', '#fb8b24', '#0f4c5c'],
    ['#eef2f0', '#22577a', '#38a3a5', '#80ed99', '#ffd6a5'],
    ['#fff4ea', '#e63946', '#f4a261', '#a8c5da', '#457b9d', '#8a6fb0'],
  ]);
  const [paper, ...inks] = palette as [string, ...string[]];
  sketch.rect(
    0,
    0,
    w,
    h,
    sketch.blend([
      [0, paper],
      [1, mix(paper, '#d8c8b0', 0.35)],
    ]),
  );
  const style = random.int(0, 2);
  for (let i = 0; i < 22; i += 1) {
    const ink = random.pick(inks);
    const paint = sketch.blend(
      [
        [0, mix(ink, '#ffffff', 0.15)],
        [1, ink],
      ],
      true,
    );
    const [x, y, size] = [
      random.between(-0.1, 1.1) * w,
      random.between(-0.1, 1.1) * h,
      w * random.between(0.08, 0.32),
    ];
    if (style === 0)
      sketch.oval(
        x,
        y,
        size,
        size * random.between(0.3, 1),
        paint,
        random.between(0.35, 0.8),
        random.between(0, 180),
      );
    else if (style === 1)
      sketch.path(
        below(
          rolling(sketch, h * (0.1 + i * 0.045), h * random.between(0.05, 0.16), random.between(0.5, 1.8)),
          h,
        ),
        paint,
        0.72,
      );
    else
      sketch.group(
        `rotate(${n(random.between(-14, 14))} ${n(x)} ${n(y)})`,
        () =>
          sketch.rect(
            x - size / 2,
            y - size / 2,
            size * random.between(0.4, 1.6),
            size * random.between(0.2, 1),
            paint,
          ),
        0.78,
      );
  }
  for (let i = 0; i < 26; i += 1) {
    const [x, y] = [random.between(0, w), random.between(0, h)];
    sketch.line(
      `M${n(x)} ${n(y)}q${n(random.between(-200, 200))} ${n(random.between(-120, 120))} ${n(random.between(-320, 320))} ${n(random.between(-60, 60))}`,
      random.pick(inks),
      random.between(2, 14),
      0.6,
    );
  }
}

function blossom(sketch: Sketch, x: number, y: number, size: number, color: string, petals: number): void {
  const { random } = sketch;
  for (const [layer, scale] of [1, 0.72].entries()) {
    const paint = sketch.blend([
      [0, mix(color, '#ffffff', 0.35 - layer * 0.2)],
      [1, mix(color, '#7a2040', 0.12 + layer * 0.1)],
    ]);
    for (let i = 0; i < petals; i += 1) {
      const angle = (i / petals) * 360 + layer * (180 / petals) + random.between(-6, 6);
      sketch.group(`rotate(${n(angle)} ${n(x)} ${n(y)})`, () => {
        const [long, wide] = [size * scale, (size * scale * 2.6) / petals];
        sketch.path(
          `M${n(x)} ${n(y)}C${n(x - wide * 1.4)} ${n(y - long * 0.5)} ${n(x - wide)} ${n(y - long)} ${n(x)} ${n(y - long)}S${n(x + wide * 1.4)} ${n(y - long * 0.5)} ${n(x)} ${n(y)}Z`,
          paint,
          0.94,
        );
      });
    }
  }
  sketch.disc(x, y, size * 0.2, '#e8b23a');
  for (let i = 0; i < 9; i += 1)
    sketch.disc(
      x + random.between(-0.17, 0.17) * size,
      y + random.between(-0.17, 0.17) * size,
      size * 0.03,
      '#8a5a1c',
    );
}

function balloon(sketch: Sketch, x: number, y: number, r: number): void {
  const { random } = sketch;
  const colors = random.pick([
    ['#d9432f', '#f6e3b8'],
    ['#2f6fb5', '#f4c84a'],
    ['#e88a2f', '#7a2f5a'],
    ['#3d8a6a', '#f2efe2'],
    ['#a03a78', '#f2b84a', '#3a5fa0'],
  ]);
  const shape = (half: number) =>
    `M${n(x)} ${n(y - r)}C${n(x + half * 1.35)} ${n(y - r)} ${n(x + half * 1.25)} ${n(y + r * 0.35)} ${n(x + half * 0.22)} ${n(y + r * 1.2)}H${n(x - half * 0.22)}C${n(x - half * 1.25)} ${n(y + r * 0.35)} ${n(x - half * 1.35)} ${n(y - r)} ${n(x)} ${n(y - r)}Z`;
  for (let i = 0; i < 5; i += 1)
    sketch.path(shape(r * (1 - i * 0.22)), colors[i % colors.length] ?? '#d9432f');
  sketch.path(
    shape(r),
    sketch.blend(
      [
        [0, '#ffffff', 0.28],
        [0.5, '#ffffff', 0],
        [1, '#1a1020', 0.35],
      ],
      true,
    ),
  );
  sketch.line(
    `M${n(x - r * 0.2)} ${n(y + r * 1.2)}L${n(x - r * 0.11)} ${n(y + r * 1.5)}M${n(x + r * 0.2)} ${n(y + r * 1.2)}L${n(x + r * 0.11)} ${n(y + r * 1.5)}`,
    '#4a3a2a',
    1.6,
  );
  sketch.rect(x - r * 0.13, y + r * 1.5, r * 0.26, r * 0.2, '#6a4426');
}

function lantern(sketch: Sketch, x: number, y: number, r: number, color: string): void {
  sketch.line(`M${n(x)} ${n(y)}v${n(r * 0.5)}`, '#120a0c', 2);
  const middle = y + r * 1.5;
  sketch.glow(x, middle, r * 2.3, color, 0.6);
  sketch.oval(
    x,
    middle,
    r,
    r * 1.12,
    sketch.blend([
      [0, color],
      [0.5, mix(color, '#fffbe0', 0.7)],
      [1, color],
    ]),
  );
  for (const share of [0.35, 0.7])
    sketch.raw(
      `<ellipse cx="${n(x)}" cy="${n(middle)}" rx="${n(r * share)}" ry="${n(r * 1.12)}" fill="none" stroke="${mix(color, '#5a2010', 0.4)}" stroke-width="1.4" stroke-opacity="0.5"/>`,
    );
  sketch.rect(x - r * 0.35, middle - r * 1.2, r * 0.7, r * 0.16, '#2a1510');
  sketch.rect(x - r * 0.35, middle + r * 1.04, r * 0.7, r * 0.16, '#2a1510');
}
