/** `failed`: the vendor surely did not do it. `unknown`: the answer was lost, so it may have been done. */
export type ProviderOutcome = 'failed' | 'unknown';

export interface ProviderErrorInit {
  provider: string;
  /** Ours, stable, in snake case: `reconnect`, `permission_missing`, `rate_limited`, `unavailable`, … */
  code: string;
  message: string;
  outcome?: ProviderOutcome;
  retryable?: boolean;
  /** Milliseconds the vendor asks us to wait. */
  retryAfterMs?: number | undefined;
  status?: number | undefined;
  /** The vendor's own code, for operators; never its text, which may hold personal data. */
  vendorCode?: string | undefined;
  cause?: unknown;
}

/** The one error every adapter throws; `message` holds neither token nor personal data. */
export class ProviderError extends Error {
  readonly provider: string;
  readonly code: string;
  readonly outcome: ProviderOutcome;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;
  readonly vendorCode: string | undefined;

  constructor(init: ProviderErrorInit) {
    super(init.message, { cause: init.cause });
    this.name = 'ProviderError';
    this.provider = init.provider;
    this.code = init.code;
    this.outcome = init.outcome ?? 'failed';
    this.retryable = init.retryable ?? false;
    this.retryAfterMs = init.retryAfterMs;
    this.status = init.status;
    this.vendorCode = init.vendorCode;
  }
}
