import { expect, test } from '@jest/globals';
import { openBench } from '../../bench/harness/open-bench.ts';
import { describeResults } from '../../bench/harness/print-results.ts';
import type { Row } from '../../bench/harness/row.ts';
import { runRow } from '../../bench/harness/run-row.ts';
import { median, quantile } from '../../bench/harness/statistics.ts';
import { missedReasons } from '../../bench/reasons.ts';
import { rows } from '../../bench/rows/index.ts';

const bench = () => openBench({ small: true, log: () => undefined, signal: new AbortController().signal });

/** A row whose sides take what the lists say, and that notes who ran when. */
function rowOf(control: number[], product: number[], order: string[] = []): Row {
  return {
    name: 'made-up',
    figures: [
      { kind: 'ratio', key: 'time', what: 'x', control: 'bare', unit: 'ms', target: { atMost: 1.5 } },
      { kind: 'value', key: 'time', what: 'x alone', unit: 'ms', limit: { atMost: 100, from: 'original' } },
    ],
    warmUp: false,
    prepare: async () => ({
      control: async (round) => {
        order.push(`control ${round}`);
        return { time: control[round]! };
      },
      product: async (round) => {
        order.push(`product ${round}`);
        return { time: product[round]! };
      },
    }),
  };
}

test('sides take turns, and the median of the ratios within the rounds counts', async () => {
  const order: string[] = [];
  const open = bench();
  // The machine is ten times as slow in the last round, for both.
  const [ratio, value] = await runRow(rowOf([10, 20, 100], [12, 20, 150], order), open, 3);
  await open.close();
  expect(order).toEqual(['control 0', 'product 0', 'product 1', 'control 1', 'control 2', 'product 2']);
  expect(ratio?.ratio).toEqual({ median: 1.2, min: 1, max: 1.5 });
  expect([ratio?.met, value?.met]).toEqual([true, true]);
});

test('a missed target is named with what was reached', async () => {
  const open = bench();
  const results = await runRow(rowOf([10, 10, 10], [20, 30, 25]), open, 3);
  await open.close();
  expect(results.map(({ met }) => met)).toEqual([false, true]);
  expect(describeResults(results).join('\n')).toContain(
    'made-up, x: 2.50 × instead of ≤ 1.5 × — Why is not known yet.',
  );
});

test('each reason belongs to a figure with a target', () => {
  const keys = rows.flatMap(({ name, figures }) => figures.map(({ key }) => `${name}.${key}`));
  expect(Object.keys(missedReasons).filter((key) => !keys.includes(key))).toEqual([]);
});

test('medians and quantiles', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
  const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
  expect([quantile(hundred, 0.99), quantile(hundred, 0.5), quantile([7], 0.99)]).toEqual([99, 50, 7]);
});
