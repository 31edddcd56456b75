import { ProviderError } from '../errors.ts';
import type { CaptionInput, CaptionProvider, CaptionResult } from './caption-provider.ts';

export type SourcedCaption = CaptionResult & { source: CaptionProvider['name'] };

export interface CaptionOutcome {
  /** Null when every captioner failed: the photo is kept with an empty caption. */
  caption: SourcedCaption | null;
  /** Who failed and why, in our own codes, for the warnings of a job. */
  problems: { provider: string; code: string }[];
}

export interface CaptionOptions {
  /** Nobody will call again for this picture: take what can be had now. */
  lastAttempt: boolean;
  signal?: AbortSignal | undefined;
}

export interface Captioner {
  caption(input: CaptionInput, options: CaptionOptions): Promise<CaptionOutcome>;
  close(): Promise<void>;
}

/** Faults of the set-up, which the next picture would only meet again. */
const standing = new Set(['credentials', 'not_in_region', 'not_installed']);
const standingRestMs = 300_000;
/** After a picture has used up its attempts, how long the others go straight to the next captioner. */
const outageRestMs = 60_000;

/**
 * Tries captioners in order of preference.
 *
 * A caption is made once and kept for years, so a better one in a minute beats a worse one now: a passing fault
 * (`retryable`) is thrown, for the caller to come again after `retryAfterMs`, and only the last attempt goes on to the
 * next captioner. A lasting fault goes on at once. So does a captioner at rest: one that is set up wrongly (5 minutes), or was
 * still out of order at some picture's last attempt (1 minute), so that an outage costs one photo its patience and not
 * each of five hundred. A rate limit causes no rest: waiting is what the vendor asked for.
 *
 * Throws a retryable ProviderError, an error in our own code (unless it is the last attempt), or the signal's reason. `now`: milliseconds since 1970.
 */
export function createCaptioner(providers: readonly CaptionProvider[], now: () => number): Captioner {
  const resting = new Map<string, { until: number; code: string }>();

  async function tryOne(provider: CaptionProvider, input: CaptionInput, options: CaptionOptions) {
    const rest = resting.get(provider.name);
    if (rest && now() < rest.until) return { problem: rest.code };
    try {
      const result = await provider.caption(input, options.signal);
      resting.delete(provider.name);
      return { result };
    } catch (error) {
      options.signal?.throwIfAborted();
      const isPassing = !(error instanceof ProviderError) || error.retryable;
      if (isPassing && !options.lastAttempt) throw error;
      if (!(error instanceof ProviderError)) return { problem: 'internal' };
      const restMs = standing.has(error.code)
        ? standingRestMs
        : error.code === 'unavailable'
          ? outageRestMs
          : 0;
      if (restMs > 0) resting.set(provider.name, { until: now() + restMs, code: error.code });
      return { problem: error.code };
    }
  }

  return {
    async caption(input, options) {
      const problems: CaptionOutcome['problems'] = [];
      for (const provider of providers) {
        const { result, problem } = await tryOne(provider, input, options);
        if (result) return { caption: { ...result, source: provider.name }, problems };
        problems.push({ provider: provider.name, code: problem });
      }
      return { caption: null, problems };
    },
    async close() {
      await Promise.all(providers.map((provider) => provider.close?.()));
    },
  };
}
