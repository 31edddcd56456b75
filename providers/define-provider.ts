import type { z } from 'zod';
import type { Fetch } from './http.ts';

/** `local` runs on this machine; `sandbox` is the vendor's contract played by our own server. */
export type ProviderMode = 'live' | 'sandbox' | 'local';

export interface ProviderContext {
  fetch: Fetch;
  /** Milliseconds since 1970. */
  now: () => number;
  mode: ProviderMode;
  /** Project root, for files that ship with the product. */
  root: string;
}

export interface ProviderDescriptor<Options extends z.ZodObject, Provider> {
  name: string;
  capability: 'caption' | 'memories-source' | 'mail';
  /** One zod object keyed by environment name; each key has a `.describe()`. Becomes .env.example and docs/providers.md. */
  options: Options;
  /** Names that must be set for the real service; none = works on this machine without any. */
  credentials: readonly (keyof z.input<Options> & string)[];
  /**
   * Values that make the same adapter talk to the sandbox at these addresses; `publicUrl` is for hosts that a browser
   * visits. Absent: the sandbox does not play it.
   */
  sandbox?: (sandboxUrl: string, smtpUrl: string, publicUrl: string) => Partial<z.input<Options>>;
  /** What the vendor allows, for operators: requests, sizes. */
  limits: string;
  docsUrl: string;
  create: (options: z.output<Options>, context: ProviderContext) => Provider;
}

/** Identity with inference, so that `create` sees exactly its own options. */
export function defineProvider<Options extends z.ZodObject, Provider>(
  descriptor: ProviderDescriptor<Options, Provider>,
): ProviderDescriptor<Options, Provider> {
  return descriptor;
}
