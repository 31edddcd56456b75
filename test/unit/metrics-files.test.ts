import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { createMetrics } from '../../api/ops/create-metrics.ts';
import { findRoot } from '../../runtime/find-root.ts';
import { knownMetrics } from '../support/known-metrics.ts';
import { readQuery } from '../support/read-query.ts';

const folder = join(findRoot(import.meta.dirname), 'temporal-config');
const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');

// Figures are asked for only when somebody scrapes, so no database is needed to list them.
const { registry } = createMetrics({} as Parameters<typeof createMetrics>[0]);
const known = knownMetrics([registry]);

interface Rule {
  alert: string;
  expr: string;
  annotations: Record<string, string>;
}
interface Panel {
  id: number;
  title: string;
  targets: { expr: string; legendFormat: string }[];
}
const rules = (parse(read('prometheus', 'alerts.yml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
);
const { panels } = JSON.parse(read('grafana', 'dashboards', 'perennial.json')) as { panels: Panel[] };
const queries = [
  ...rules.map(({ alert, expr, annotations }) => ({ name: alert, expr, text: JSON.stringify(annotations) })),
  ...panels.flatMap(({ title, targets }) =>
    targets.map(({ expr, legendFormat }) => ({ name: title, expr, text: legendFormat })),
  ),
];

test.each(queries)('$name asks for what is measured', ({ expr }) => {
  const { metrics, labels } = readQuery(expr);
  expect(metrics.length).toBeGreaterThan(0);
  expect(metrics.filter((metric) => !known.has(metric))).toEqual([]);
  const measured = new Set(metrics.flatMap((metric) => [...(known.get(metric) ?? [])]));
  expect(labels.filter((label) => !measured.has(label))).toEqual([]);
});

test.each(queries)('$name names in its text only labels that the query keeps', ({ expr, text }) => {
  const shown = [...text.matchAll(/\{\{\s*(?:\$labels\.)?([a-z_]+)\s*\}\}/g)].map(
    ([, label]) => label as string,
  );
  const { metrics, labels } = readQuery(expr);
  const grouped = /\bby\s*\(/.test(expr);
  const kept = grouped ? labels : metrics.flatMap((metric) => [...(known.get(metric) ?? [])]);
  expect(shown.filter((label) => label !== 'value' && !kept.includes(label))).toEqual([]);
});

test('what the product measures itself is shown or watched', () => {
  const asked = new Set(queries.flatMap(({ expr }) => readQuery(expr).metrics));
  const own = registry
    .getMetricsAsArray()
    .map(({ name }) => name)
    .filter((name) => name.startsWith('perennial_'));
  expect(own.length).toBeGreaterThan(0);
  expect(own.filter((name) => ![...asked].some((metric) => metric.startsWith(name)))).toEqual([]);
});

test('panels have ids of their own', () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
});

describe('the reader of queries', () => {
  test.each([
    ['sum by (job) (up)', ['up'], ['job']],
    ['histogram_quantile(0.9, sum by (le) (rate(a_bucket{b=~"c|d"}[5m])))', ['a_bucket'], ['b', 'le']],
    ['a / on (x) group_left b > 1e3', ['a', 'b'], ['x']],
    ['max(a) - max(a offset 1h) > 5', ['a'], []],
  ])('%s', (expression, metrics, labels) => {
    expect(readQuery(expression)).toEqual({ metrics, labels });
  });

  test('finds what is not measured', () => {
    const { metrics } = readQuery('rate(perennial_made_up_total[5m])');
    expect(metrics.filter((metric) => !known.has(metric))).toEqual(['perennial_made_up_total']);
  });
});
