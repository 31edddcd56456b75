import type { Row } from '../harness/row.ts';
import { login } from './login.ts';
import { scriptSize } from './script-size.ts';

/** The rows in the order of the run: short ones first. */
export const rows: readonly Row[] = [scriptSize, login];
