import type { Experiment } from '../experiment.ts';
import { disk } from './disk.ts';
import { hostile } from './hostile.ts';
import { imports } from './imports.ts';
import { kills } from './kills.ts';
import { vendors } from './vendors.ts';
import { wires } from './wires.ts';

/** Every experiment, in the order of the list. */
export const experiments: Experiment[] = [
  ...disk,
  ...hostile,
  ...imports,
  ...kills,
  ...wires,
  ...vendors,
].sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
