import type { Bench } from './open-bench.ts';

export type Unit = 'ms' | 's' | 'MB/s' | 'MB' | 'kB' | '/s';

/** The product against a control measured in the same rounds. */
export interface RatioFigure {
  kind: 'ratio';
  key: string;
  /** What is measured, and what beside it. */
  what: string;
  control: string;
  unit: Unit;
  target: { atMost: number } | { atLeast: number };
}

/** One of the product's own values: held against a limit, or against what the originals promise, or only told. */
export interface ValueFigure {
  kind: 'value';
  key: string;
  what: string;
  unit: Unit;
  limit?: { atMost: number; from: 'target' | 'original' };
}

export type Figure = RatioFigure | ValueFigure;

/** What one run of a side gave, by key of its figures. */
export type Sample = Readonly<Record<string, number>>;

export interface Prepared {
  /** `round` counts from 0; a warm-up has -1. */
  control?: (round: number) => Promise<Sample>;
  product: (round: number) => Promise<Sample>;
}

/** One line of the table of measurements; what it opens is closed by `bench.onClose`. */
export interface Row {
  name: string;
  figures: readonly Figure[];
  /** Its own number of rounds, where a repetition would only give the same again. */
  rounds?: number;
  /** A round that is not counted, so that no side pays for caches and compilation. */
  warmUp: boolean;
  prepare: (bench: Bench) => Promise<Prepared>;
}
