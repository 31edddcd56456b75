import type { Random } from '../core/make-random.ts';

type Stop = [offset: number, color: string, opacity?: number];

/** A drawing in the making; lengths are pixels. Paints are the strings of `fill`. */
export interface Sketch {
  readonly w: number;
  readonly h: number;
  readonly random: Random;
  /** A gradient down (or, with `across`, to the right) the shape it fills. */
  blend(stops: Stop[], across?: boolean): string;
  rect(x: number, y: number, width: number, height: number, paint: string, opacity?: number): void;
  disc(x: number, y: number, r: number, paint: string, opacity?: number): void;
  oval(x: number, y: number, rx: number, ry: number, paint: string, opacity?: number, turn?: number): void;
  /** Light that fades to nothing at `r`. */
  glow(x: number, y: number, r: number, color: string, opacity: number): void;
  path(d: string, paint: string, opacity?: number): void;
  line(d: string, color: string, width: number, opacity?: number): void;
  /** Anything drawn by `draw`, moved, turned or mirrored. */
  group(transform: string, draw: () => void, opacity?: number): void;
  raw(markup: string): void;
  svg(): string;
}

export function createSketch(w: number, h: number, random: Random): Sketch {
  const defs: string[] = [];
  const shapes: string[] = [];
  const stopsOf = (stops: Stop[]) =>
    stops
      .map(
        ([offset, color, opacity = 1]) =>
          `<stop offset="${n(offset)}" stop-color="${color}" stop-opacity="${n(opacity)}"/>`,
      )
      .join('');
  const define = (make: (id: string) => string): string => {
    const id = `d${defs.length}`;
    defs.push(make(id));
    return `url(#${id})`;
  };
  // Opacity of the paint, not of the shape: the latter makes the renderer draw each shape apart, and slow.
  const alpha = (opacity: number, of = 'fill') => (opacity === 1 ? '' : ` ${of}-opacity="${n(opacity)}"`);
  const sketch: Sketch = {
    w,
    h,
    random,
    blend: (stops, across = false) =>
      define(
        (id) =>
          `<linearGradient id="${id}" x2="${across ? 1 : 0}" y2="${across ? 0 : 1}">${stopsOf(stops)}</linearGradient>`,
      ),
    rect: (x, y, width, height, paint, opacity = 1) =>
      shapes.push(
        `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${paint}"${alpha(opacity)}/>`,
      ),
    disc: (x, y, r, paint, opacity = 1) =>
      shapes.push(`<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${paint}"${alpha(opacity)}/>`),
    oval: (x, y, rx, ry, paint, opacity = 1, turn = 0) =>
      shapes.push(
        `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="${paint}"${alpha(opacity)}${turn === 0 ? '' : ` transform="rotate(${n(turn)} ${n(x)} ${n(y)})"`}/>`,
      ),
    glow(x, y, r, color, opacity) {
      const stops: Stop[] = [
        [0, color, opacity],
        [0.35, color, opacity * 0.45],
        [1, color, 0],
      ];
      const paint = define((id) => `<radialGradient id="${id}">${stopsOf(stops)}</radialGradient>`);
      sketch.disc(x, y, r, paint);
    },
    path: (d, paint, opacity = 1) => shapes.push(`<path d="${d}" fill="${paint}"${alpha(opacity)}/>`),
    line: (d, color, width, opacity = 1) =>
      shapes.push(
        `<path d="${d}" fill="none" stroke="${color}" stroke-width="${n(width)}" stroke-linecap="round" stroke-linejoin="round"${alpha(opacity, 'stroke')}/>`,
      ),
    group(transform, draw, opacity = 1) {
      shapes.push(`<g transform="${transform}"${opacity === 1 ? '' : ` opacity="${n(opacity)}"`}>`);
      draw();
      shapes.push('</g>');
    },
    raw: (markup) => shapes.push(markup),
    svg: () =>
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}"><defs>${defs.join('')}</defs>${shapes.join('')}</svg>`,
  };
  return sketch;
}

/** A number short enough for a long document. */
export function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Between two `#rrggbb` colours. */
export function mix(from: string, to: string, share: number): string {
  const part = (color: string, at: number) => Number.parseInt(color.slice(at, at + 2), 16);
  const channels = [1, 3, 5].map((at) =>
    Math.round(part(from, at) + (part(to, at) - part(from, at)) * share),
  );
  return `#${channels.map((value) => Math.min(255, Math.max(0, value)).toString(16).padStart(2, '0')).join('')}`;
}
