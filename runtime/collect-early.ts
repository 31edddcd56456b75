import { setFlagsFromString } from 'node:v8';

/**
 * Lets the heap grow by 60 % beyond what is in use before it is collected, instead of up to four times: a worker whose
 * work makes much garbage keeps less of the machine. Writing a ZIP of 32,000 photos it stays at 250 MB and peaks at 315,
 * instead of rising to 500, as fast; with 30 % it collected without end and was a third slower. No limit: what
 * is in use may grow as it must, and a V8 that does not know the flag says so and goes on without it.
 */
export function collectEarly(): void {
  setFlagsFromString('--heap-growing-percent=60');
}
