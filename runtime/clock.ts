/** Time as an injected dependency: tests set it, the product reads the machine's. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  date(): Date;
}

export const systemClock: Clock = { now: () => Date.now(), date: () => new Date() };
