import type { Random } from '../core/make-random.ts';
import { n, type Sketch } from './sketch.ts';

export type Point = [x: number, y: number];

/** Soft hills: a sum of waves around `base`, at most about `height` up and down. */
export function rolling(sketch: Sketch, base: number, height: number, waves: number): Point[] {
  const { w, random } = sketch;
  const parts = [1, 2.3, 4.9].map((times, i) => ({
    frequency: (waves * times * Math.PI * 2) / w,
    phase: random.between(0, Math.PI * 2),
    size: height / (1 + i * 1.8),
  }));
  return steps(w, 90).map((x) => [
    x,
    base +
      parts.reduce(
        (sum, { frequency, phase, size }) => sum + Math.sin(x * frequency + phase) * size * 0.5,
        0,
      ),
  ]);
}

/** Ragged peaks by midpoint displacement; smaller `roughness` is calmer. */
export function ragged(sketch: Sketch, base: number, height: number, roughness = 0.55): Point[] {
  const { w, random } = sketch;
  const count = 128;
  const ys = new Array<number>(count + 1).fill(0);
  ys[0] = random.between(-0.3, 0.3);
  ys[count] = random.between(-0.3, 0.3);
  let size = 1;
  for (let span = count; span > 1; span /= 2) {
    for (let i = span / 2; i < count; i += span) {
      ys[i] =
        ((ys[i - span / 2] as number) + (ys[i + span / 2] as number)) / 2 + random.between(-size, size) * 0.5;
    }
    size *= roughness;
  }
  return ys.map((y, i) => [(i / count) * w, base - (y + 0.2) * height]);
}

/** A closed shape from a ridge down to `bottom`. */
export function below(points: Point[], bottom: number): string {
  const first = points[0] as Point;
  const last = points.at(-1) as Point;
  return `M${n(first[0])} ${n(bottom)} ${points.map(([x, y]) => `L${n(x)} ${n(y)}`).join('')} L${n(last[0])} ${n(bottom)}Z`;
}

/** Snow on the peaks above `line`: the ridge and a jagged lower edge that follows it. */
export function snowcap(points: Point[], line: number, random: Random): string {
  const caps: string[] = [];
  let run: Point[] = [];
  const close = (): void => {
    if (run.length > 3) {
      const lower = [...run].reverse().map(([x, y], i): Point => {
        const depth = Math.min(line - y, (line - y) * (i % 2 === 0 ? 0.35 : 0.75) + random.between(0, 12));
        return [x, y + Math.max(0, depth)];
      });
      caps.push(`M${[...run, ...lower].map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}Z`);
    }
    run = [];
  };
  for (const point of points) {
    if (point[1] < line) run.push(point);
    else close();
  }
  close();
  return caps.join('');
}

/** A fir tree standing at (x, y). */
export function fir(x: number, y: number, height: number): string {
  const tiers = [0, 1, 2].map((i) => {
    const top = y - height + i * height * 0.24;
    const half = height * (0.13 + i * 0.07);
    const foot = top + height * 0.38;
    return `M${n(x)} ${n(top)}L${n(x + half)} ${n(foot)}L${n(x - half)} ${n(foot)}Z`;
  });
  return `${tiers.join('')}M${n(x - height * 0.03)} ${n(y - height * 0.16)}h${n(height * 0.06)}v${n(height * 0.16)}h${n(-height * 0.06)}Z`;
}

/** Many round dots in one path: stars, snow, poppies far off. */
export function dots(points: Point[]): string {
  return points.map(([x, y]) => `M${n(x)} ${n(y)}h.01`).join('');
}

export function scatter(
  random: Random,
  count: number,
  box: { x: number; y: number; w: number; h: number },
): Point[] {
  return Array.from({ length: count }, () => [box.x + random.next() * box.w, box.y + random.next() * box.h]);
}

function steps(length: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, i) => (i / count) * length);
}
