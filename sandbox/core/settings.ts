import type { Store } from './create-store.ts';

/** Knobs of the sandbox, changed by `POST /_sandbox/settings`. */
export interface Settings {
  /** Added to every answer of a vendor. */
  latencyMs: number;
  /** Life of a signed CDN address. */
  cdnUrlSeconds: number;
  codeSeconds: number;
  shortTokenSeconds: number;
  longTokenSeconds: number;
  /** Graph calls in a rolling hour before code 4; the real figure is 200 times the app's users. */
  graphCallsPerHour: number;
}

/** The vendors' own figures, save the call limit, which would be reached by many tests at once. */
export const defaultSettings: Settings = {
  latencyMs: 0,
  cdnUrlSeconds: 3600,
  codeSeconds: 600,
  shortTokenSeconds: 5400,
  longTokenSeconds: 5_183_944,
  graphCallsPerHour: 50_000,
};

export function readSettings(store: Store, latencyMs: number): Settings {
  return { ...defaultSettings, latencyMs, ...store.get<Partial<Settings>>('settings', 'all') };
}

/** Takes known numeric knobs only; an unknown name or a negative number is an error. */
export function parseSettings(body: unknown): Partial<Settings> {
  const wanted: Partial<Settings> = {};
  for (const [name, value] of Object.entries((body ?? {}) as Record<string, unknown>)) {
    if (!(name in defaultSettings)) throw new Error(`unknown setting: ${name}`);
    if (typeof value !== 'number' || !(value >= 0)) throw new Error(`${name} must be a number >= 0`);
    wanted[name as keyof Settings] = value;
  }
  return wanted;
}
