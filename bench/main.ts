import { parseArgs } from 'node:util';
import { describeMachine } from './harness/describe-machine.ts';
import { openBench } from './harness/open-bench.ts';
import { describeFigures, describeResults } from './harness/print-results.ts';
import { type FigureResult, runRow } from './harness/run-row.ts';
import { saveResults } from './harness/save-results.ts';
import { run as importLarge } from './import-large.ts';
import { run as memoryByApi } from './memory-by-api.ts';
import { rows } from './rows/index.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    small: { type: 'boolean', default: false },
    'memory-by-api': { type: 'boolean', default: false },
    'large-import': { type: 'boolean', default: false },
    photos: { type: 'string' },
    bytes: { type: 'string', default: '5000000000' },
  },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) fail('--rounds is a whole number from 1.');
const wanted = values.only?.split(',');
const unknown = wanted?.find((name) => !rows.some((row) => row.name === name));
if (unknown) fail(`There is no row "${unknown}"; there are ${rows.map(({ name }) => name).join(', ')}.`);

const startedAt = new Date();
const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => interrupted.abort(new Error('Interrupted.')));
}
const log = (line: string) => process.stderr.write(`· ${line}\n`);
// No ratios: limits that are kept or missed.
const test = { print, signal: interrupted.signal };
if (values['memory-by-api']) {
  const photos = Number(values.photos ?? 3000);
  process.exit((await memoryByApi({ ...test, photos, bytesPerPhoto: 700_000 })) ? 0 : 1);
}
if (values['large-import']) {
  const photos = Number(values.photos ?? 20_000);
  process.exit((await importLarge({ ...test, photos, bytes: Number(values.bytes) })) ? 0 : 1);
}
const machine = describeMachine();
const bench = openBench({ small: values.small, log, signal: interrupted.signal });
const results: FigureResult[] = [];
const failures: { row: string; error: string }[] = [];
try {
  for (const row of rows.filter(({ name }) => !wanted || wanted.includes(name))) {
    try {
      const figures = await runRow(row, bench, rounds);
      results.push(...figures);
      // At once: whoever breaks off a long run keeps what was measured.
      for (const line of describeFigures(figures)) print(line);
    } catch (error) {
      if (interrupted.signal.aborted) throw error;
      failures.push({
        row: row.name,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    } finally {
      await bench.closeRow();
    }
  }
} finally {
  await bench.close();
}

const seconds = Math.round((Date.now() - startedAt.getTime()) / 1000);
print(
  `Node ${machine.node}, ${machine.cores} cores (${machine.processor}), ${machine.memoryGb} GB, load ${machine.loadBefore} before, ${rounds} rounds, ${seconds} s`,
);
if (values.small) print('A trial with a tenth of the sizes that the names say: no measurement.');
for (const line of describeResults(results)) print(line);
for (const { row, error } of failures) print(`\n${row} could not be measured:\n${error}`);
// Fewer rounds or smaller sizes prove that a row works; they are no measurement to keep.
if (rounds >= 5 && !values.small) {
  const name = wanted ? wanted.join('+') : 'all';
  print(`\nkept in ${saveResults(startedAt, name, { machine, rounds, seconds, results, failures })}`);
}
process.exit(failures.length > 0 ? 1 : 0);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
