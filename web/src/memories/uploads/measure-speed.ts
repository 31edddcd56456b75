/** How far back the speed looks, in milliseconds: long enough to be calm, short enough to be true. */
const windowMs = 8000;
/** Before this much time has passed, a speed would be a guess. */
const leastMs = 1500;

export interface SpeedMeter {
  /** Notes how many bytes are there in all at this moment (milliseconds). */
  note(now: number, bytes: number): void;
  /** Bytes a second over the last seconds; null while that can't be said. */
  speed(): number | null;
  reset(): void;
}

export function createSpeedMeter(): SpeedMeter {
  let notes: { at: number; bytes: number }[] = [];
  return {
    note(now, bytes) {
      notes = [...notes.filter(({ at }) => now - at <= windowMs), { at: now, bytes }];
    },
    speed() {
      const [first] = notes;
      const last = notes.at(-1);
      if (!first || !last || last.at - first.at < leastMs) return null;
      return Math.max(0, ((last.bytes - first.bytes) * 1000) / (last.at - first.at));
    },
    reset() {
      notes = [];
    },
  };
}
