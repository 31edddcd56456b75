import type { FigureResult } from './run-row.ts';
import type { Summary } from './statistics.ts';

const decimals = (value: number) => (Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
const number = (value: number) => value.toFixed(decimals(value));
const spread = ({ min, max }: Summary) => `${number(min)}–${number(max)}`;

/** The results as lines for a terminal: ratios and limits first, then what the originals promise and what is only told. */
export function describeResults(results: readonly FigureResult[]): string[] {
  const held = results.filter(({ figure }) => figure.kind === 'ratio' || figure.limit?.from === 'target');
  const told = results.filter((result) => !held.includes(result));
  const missed = results.filter(({ met }) => met === false);
  return [
    ...(held.length > 0 ? ['', ...table(held, 'against targets')] : []),
    ...(told.length > 0 ? ['', ...table(told, 'beside what the originals promise')] : []),
    '',
    missed.length === 0
      ? 'Every target is met.'
      : `Missed: ${missed.length} of ${results.filter(({ met }) => met !== null).length}`,
    ...missed.map(
      (result) => `  ${nameOf(result)}: ${reached(result)} — ${result.reason ?? 'Why is not known yet.'}`,
    ),
  ];
}

/** What one row has shown, as soon as it is known. */
export const describeFigures = (results: readonly FigureResult[]): string[] =>
  results.map((result) => {
    const { met, product, figure } = result;
    const sign = met === null ? '·' : met ? '✓' : '✗';
    const limit = limitOf(figure);
    const ratio = result.ratio ? `${number(result.ratio.median)} × (${spread(result.ratio)}), ` : '';
    const ours = `${number(product.median)} ${figure.unit} (${spread(product)})`;
    return `${sign} ${nameOf(result)}: ${ratio}${ours}${limit ? `; target ${limit}` : ''}`;
  });

const nameOf = ({ row, figure }: FigureResult) => `${row}, ${figure.what}`;

function reached({ figure, ratio, product }: FigureResult): string {
  if (figure.kind === 'ratio') return `${number(ratio?.median ?? NaN)} × instead of ${limitOf(figure)}`;
  return `${number(product.median)} ${figure.unit} instead of ${limitOf(figure)}`;
}

function limitOf(figure: FigureResult['figure']): string {
  if (figure.kind === 'value') return figure.limit ? `≤ ${figure.limit.atMost} ${figure.unit}` : '';
  return 'atMost' in figure.target ? `≤ ${figure.target.atMost} ×` : `≥ ${figure.target.atLeast} ×`;
}

function table(results: readonly FigureResult[], title: string): string[] {
  const rows = results.map((result) => {
    const { figure, product, control, ratio, met } = result;
    return [
      met === null ? ' ' : met ? '✓' : '✗',
      result.row,
      figure.what,
      ratio ? `${number(ratio.median)} × (${spread(ratio)})` : '',
      limitOf(figure),
      `${number(product.median)} ${figure.unit} (${spread(product)})`,
      control && figure.kind === 'ratio'
        ? `${number(control.median)} ${figure.unit} (${spread(control)}) ${figure.control}`
        : '',
    ];
  });
  const heads = ['', 'row', title, 'ratio', 'target', 'ours, median (spread)', 'control'];
  const shown = [heads, ...rows];
  const used = heads.map((_, column) => rows.some((cells) => cells[column] !== ''));
  const widths = heads.map((_, column) => Math.max(...shown.map((cells) => cells[column]!.length)));
  return shown.map((cells) =>
    cells
      .flatMap((cell, column) => (used[column] ? [cell.padEnd(widths[column]!)] : []))
      .join('  ')
      .trimEnd(),
  );
}
