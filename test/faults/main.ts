import { parseArgs } from 'node:util';
import { experiments } from './experiments/index.ts';
import { startLab } from './lab.ts';
import { runExperiment, type Tally } from './run-experiment.ts';

/** `npm run faults [-- --only 1,5 --rounds 20 --long-rounds 3 --scale 0.2]`: every experiment, many times, one line each. */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '20' },
    'long-rounds': { type: 'string', default: '3' },
    scale: { type: 'string', default: '0.2' },
  },
});
const only = values.only?.split(',');
const chosen = experiments.filter(
  ({ id }) => !only || only.some((one) => id === one || id.startsWith(`${one} `)),
);
if (chosen.length === 0) throw new Error(`There is no experiment ${values.only}.`);

const started = performance.now();
const lab = await startLab({ scale: Number(values.scale) });
const tallies: Tally[] = [];
let skipped = 0;
try {
  console.log(`${'experiment'.padEnd(74)} rounds  fired  lost  twice  broken  seconds`);
  for (const experiment of chosen) {
    const reason = experiment.impossible?.(lab);
    if (reason) {
      console.log(`${experiment.id.padEnd(12)} ${experiment.name}: SKIPPED, ${reason}`);
      skipped += 1;
      continue;
    }
    const rounds = Number(experiment.long ? values['long-rounds'] : values.rounds);
    const tally = await runExperiment(lab, experiment, rounds);
    tallies.push(tally);
    const { id, name } = experiment;
    const figures = [
      tally.rounds,
      tally.fired,
      tally.lost,
      tally.twice,
      tally.broken,
      Math.round(tally.seconds),
    ];
    const columns = [7, 7, 6, 7, 8, 9].map((width, i) => String(figures[i]).padStart(width)).join('');
    console.log(`${`${id.padEnd(12)} ${name}`.padEnd(73)}${columns}`);
    for (const line of tally.notes.slice(0, 5)) console.log(`    ${line}`);
  }
} finally {
  await lab.close();
}
const bad = tallies.filter(
  (tally) => tally.fired < tally.rounds || tally.lost + tally.twice + tally.broken > 0,
);
const minutes = ((performance.now() - started) / 60_000).toFixed(1);
console.log(
  bad.length === 0
    ? `\n${tallies.length} experiments in ${minutes} minutes (scale ${values.scale}): every fault fired, lost 0, twice 0${skipped ? `; ${skipped} skipped` : ''}.`
    : `\n${bad.length} of ${tallies.length} experiments went wrong, ${minutes} minutes.`,
);
process.exit(bad.length === 0 ? 0 : 1);
