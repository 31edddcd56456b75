import { ProviderError } from './errors.ts';

export type Fetch = typeof globalThis.fetch;

export interface JsonRequest {
  provider: string;
  fetch: Fetch;
  url: string;
  init?: RequestInit;
  /** Largest answer that is read, in bytes (default 8 MiB): a vendor's answer is bad input too. */
  maxBytes?: number;
  /** Milliseconds for the whole exchange (default 30 000). */
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
}

export interface JsonAnswer {
  status: number;
  headers: Headers;
  body: unknown;
}

/**
 * One request, one answer, parsed as JSON; no retry here, Temporal owns those.
 * Throws ProviderError `unavailable` (network, timeout: outcome unknown) or `bad_answer` (not JSON, cut off, too big).
 * HTTP error statuses are returned: only the adapter knows what they mean.
 */
export async function requestJson(request: JsonRequest): Promise<JsonAnswer> {
  const { provider } = request;
  const timeout = AbortSignal.timeout(request.timeoutMs ?? 30_000);
  const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
  try {
    const response = await request.fetch(request.url, { ...request.init, signal });
    const text = await readText(response, request.maxBytes ?? 8 * 1024 * 1024, provider);
    return {
      status: response.status,
      headers: response.headers,
      body: parse(text, response.status, provider),
    };
  } catch (cause) {
    if (cause instanceof ProviderError || request.signal?.aborted) throw cause;
    throw new ProviderError({
      provider,
      code: 'unavailable',
      message: `${provider} could not be reached or did not answer in time.`,
      outcome: 'unknown',
      retryable: true,
      cause,
    });
  }
}

async function readText(response: Response, maxBytes: number, provider: string): Promise<string> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new ProviderError({
        provider,
        code: 'bad_answer',
        message: `${provider} sent more than ${maxBytes} bytes where a short answer belongs.`,
        outcome: 'unknown',
        // As with a proxy's page: the next answer may be the vendor's own again.
        retryable: true,
        status: response.status,
      });
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string, status: number, provider: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProviderError({
      provider,
      code: 'bad_answer',
      message: `${provider} sent an answer that is not JSON.`,
      outcome: 'unknown',
      retryable: true,
      status,
      cause,
    });
  }
}

/** The beginning of a body as text, for telling errors apart; the rest is cancelled. */
export async function readPrefix(response: Response, maxBytes: number): Promise<string> {
  if (!response.body) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    parts.push(chunk);
    size += chunk.byteLength;
    if (size >= maxBytes) break;
  }
  return Buffer.concat(parts).subarray(0, maxBytes).toString('utf8');
}

/** Nobody means more than this: an installation that waited for it would be taken for dead. */
const absurdMs = 24 * 3_600_000;

/**
 * Milliseconds of a `Retry-After` header (seconds or HTTP date, RFC 9110 §10.2.3), at most an hour; undefined if absent
 * or absurd (more than a day): then our own backoff counts.
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after');
  if (!value) return undefined;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
  return ms >= 0 && ms <= absurdMs ? Math.min(ms, 3_600_000) : undefined;
}
