import type { Experiment } from './experiment.ts';
import type { Lab } from './lab.ts';

export interface Tally {
  rounds: number;
  /** Rounds in which the fault really happened. */
  fired: number;
  lost: number;
  twice: number;
  broken: number;
  /** What went wrong, in words. */
  notes: string[];
  seconds: number;
}

/** Runs an experiment some times; one that throws is broken, and the lab is healed after each. */
export async function runExperiment(lab: Lab, experiment: Experiment, rounds: number): Promise<Tally> {
  const tally: Tally = { rounds, fired: 0, lost: 0, twice: 0, broken: 0, notes: [], seconds: 0 };
  const started = performance.now();
  for (let round = 1; round <= rounds; round += 1) {
    try {
      const { fired, lost, twice, broken } = await experiment.run(lab);
      if (fired) tally.fired += 1;
      else tally.notes.push(`round ${round}: the fault did not happen`);
      tally.lost += lost.length;
      tally.twice += twice.length;
      tally.broken += broken.length;
      for (const what of broken) tally.notes.push(`round ${round}: ${what}`);
      for (const what of lost) tally.notes.push(`round ${round}: lost ${what}`);
      for (const what of twice) tally.notes.push(`round ${round}: twice ${what}`);
    } catch (error) {
      tally.broken += 1;
      tally.notes.push(`round ${round}: ${(error as Error).message}`);
    } finally {
      await lab.heal();
    }
  }
  tally.seconds = (performance.now() - started) / 1000;
  return tally;
}
