import type { Lab } from './lab.ts';

export interface Verdict {
  /** The fault really happened: killed, delayed, cut, answered as wanted. */
  fired: boolean;
  lost: string[];
  twice: string[];
  /** What else should have come out and did not; empty when all is as promised. */
  broken: string[];
}

/** One way for something to go wrong, numbered as in the list of faults. */
export interface Experiment {
  id: string;
  name: string;
  /** Waits for timeouts and restarts, a quarter of a minute a round or more: fewer rounds. */
  long?: true;
  /** Why it can't be done here; null where it can. */
  impossible?: (lab: Lab) => string | null;
  run(lab: Lab): Promise<Verdict>;
}

/** `broken` of a check: nothing when it holds. */
export const expectThat = (holds: boolean, sentence: string): string[] => (holds ? [] : [sentence]);
