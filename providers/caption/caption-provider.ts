import type { CaptionSource } from '../../schemas/contracts/memories.ts';

/** What the captioner may know besides the picture; only the local one uses it. */
export interface CaptionContext {
  takenAt: string | null;
  place: string | null;
  postText: string | null;
}

export interface CaptionInput {
  /** A JPEG, PNG or WebP, upright, its long side at most 1600 px. */
  image: Uint8Array;
  mime: string;
  context: CaptionContext;
}

export interface CaptionResult {
  /** One sentence, no personal judgement; never empty (throw `no_caption` instead). */
  text: string;
  model: string;
  /** 0 to 1, or null where the model has no such figure. */
  confidence: number | null;
  /** Regions: box is x, y, width, height in pixels of the given image. */
  dense: { text: string; confidence: number; box: [number, number, number, number] }[];
  tags: string[];
}

/**
 * Turns a photo into a sentence. `azure-vision-4.ts` and `azure-vision-3.ts` ask a vendor, `local/` asks a small model in
 * a child process of this machine and is the default without credentials; `caption-photo.ts` tries them in order of
 * preference. A vendor gets the picture only, never the post's words, date or place. All pass one conformance suite.
 *
 * Throws ProviderError; `retryable` false means that this picture will never work here.
 */
export interface CaptionProvider {
  readonly name: Exclude<CaptionSource, 'person' | 'none'>;
  caption(input: CaptionInput, signal?: AbortSignal): Promise<CaptionResult>;
  /** Frees a child process, if any. */
  close?(): Promise<void>;
}
