import { ProviderError } from '../../errors.ts';
import { type Fetch, readPrefix, retryAfterMs } from '../../http.ts';

/**
 * Opens a picture at Facebook's CDN. Its addresses expire: 403 with `URL signature expired` becomes
 * `link_expired`, which a fresh address mends; a retry of the same one never does.
 */
export async function openFacebookPicture(
  fetch: Fetch,
  url: string,
  signal?: AbortSignal,
): Promise<{ body: ReadableStream<Uint8Array>; bytes: number | null; mime: string }> {
  const failure = (
    code: string,
    message: string,
    extra: { retryable?: boolean; status?: number; retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) => new ProviderError({ provider: 'facebook', code, message, ...extra });

  let response: Response;
  try {
    response = await fetch(url, signal ? { signal } : {});
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw failure('unavailable', 'The picture could not be fetched.', { retryable: true, cause });
  }
  const { status } = response;
  if (status === 200 && response.body) {
    const length = Number(response.headers.get('content-length'));
    return {
      body: response.body,
      bytes: response.headers.has('content-length') && Number.isSafeInteger(length) ? length : null,
      mime: response.headers.get('content-type') ?? '',
    };
  }
  const text = await readPrefix(response, 500).catch(() => '');
  if (status === 403 && /signature (expired|mismatch)/i.test(text)) {
    throw failure('link_expired', 'The address of the picture has expired.', { status });
  }
  if (status === 404 || status === 410)
    throw failure('gone', 'The picture is not there any more.', { status });
  if (status === 429 || status >= 500) {
    throw failure('unavailable', 'Facebook’s picture server has a temporary problem.', {
      retryable: true,
      status,
      retryAfterMs: retryAfterMs(response.headers, Date.now()),
    });
  }
  throw failure('refused', `Facebook’s picture server answered ${status}.`, { status });
}
