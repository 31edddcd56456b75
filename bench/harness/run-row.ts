import { missedReasons } from '../reasons.ts';
import type { Bench } from './open-bench.ts';
import type { Figure, Row, Sample } from './row.ts';
import { type Summary, summarize } from './statistics.ts';

export interface FigureResult {
  row: string;
  figure: Figure;
  product: Summary;
  /** Of ratios only. */
  control: Summary | null;
  ratio: Summary | null;
  /** Null where nothing was promised. */
  met: boolean | null;
  /** Why it was missed, as far as it is known. */
  reason: string | null;
  rounds: { product: number; control: number | null }[];
}

/**
 * Runs control and product in turns, in the other order each round: what drifts meanwhile (caches, heat, a busy
 * neighbour) meets both. The ratio is taken within each round, and its median counts.
 */
export async function runRow(row: Row, bench: Bench, wantedRounds: number): Promise<FigureResult[]> {
  const { control, product } = await row.prepare(bench);
  const samples: { product: Sample; control: Sample | null }[] = [];
  const rounds = row.rounds ?? wantedRounds;
  for (let round = row.warmUp ? -1 : 0; round < rounds; round += 1) {
    bench.log(round < 0 ? `${row.name}: warming up` : `${row.name}: round ${round + 1} of ${rounds}`);
    const first = round % 2 === 0 && control ? await control(round) : null;
    const ours = await product(round);
    const second = round % 2 !== 0 && control ? await control(round) : null;
    if (round >= 0) samples.push({ product: ours, control: first ?? second });
  }
  return row.figures.map((figure) => judge(row, figure, samples));
}

function judge(
  row: Row,
  figure: Figure,
  samples: { product: Sample; control: Sample | null }[],
): FigureResult {
  const rounds = samples.map((sample) => ({
    product: valueIn(row, sample.product, figure.key),
    control: figure.kind === 'ratio' && sample.control ? valueIn(row, sample.control, figure.key) : null,
  }));
  const product = summarize(rounds.map((round) => round.product));
  const controls = rounds.flatMap((round) => round.control ?? []);
  const ratio =
    figure.kind === 'ratio' ? summarize(rounds.map((round) => round.product / (round.control ?? NaN))) : null;
  const met = isMet(figure, ratio?.median ?? product.median);
  return {
    row: row.name,
    figure,
    product,
    control: controls.length > 0 ? summarize(controls) : null,
    ratio,
    met,
    reason: met === false ? (missedReasons[`${row.name}.${figure.key}`] ?? null) : null,
    rounds,
  };
}

function valueIn(row: Row, sample: Sample, key: string): number {
  const value = sample[key];
  if (value === undefined) throw new Error(`The row ${row.name} gave no ${key}.`);
  return value;
}

function isMet(figure: Figure, value: number): boolean | null {
  if (figure.kind === 'value') return figure.limit ? value <= figure.limit.atMost : null;
  return 'atMost' in figure.target ? value <= figure.target.atMost : value >= figure.target.atLeast;
}
