import { z } from 'zod';
import { ProviderError } from '../../errors.ts';
import { type JsonAnswer, retryAfterMs } from '../../http.ts';

const ErrorAnswer = z.object({
  error: z.object({
    code: z.number().optional(),
    error_subcode: z.number().optional(),
    message: z.string().optional(),
    is_transient: z.boolean().optional(),
  }),
});

/** Minutes until access is back, from the header of business use cases; absent from most answers. */
const UsageHeader = z.record(
  z.string(),
  z.array(z.object({ estimated_time_to_regain_access: z.number().optional() })),
);

const waitWithoutHint = 60_000;
const longestWait = 15 * 60_000;

/**
 * Meta's error codes in our words, or null for a good answer.
 * https://developers.facebook.com/docs/graph-api/guides/error-handling
 */
export function toFacebookError({ status, headers, body }: JsonAnswer): ProviderError | null {
  const parsed = ErrorAnswer.safeParse(body);
  if (status < 400 && !parsed.success) return null;
  const {
    code = 0,
    error_subcode: subcode,
    is_transient: transient,
    message = '',
  } = parsed.data?.error ?? {};
  const error = (name: string, text: string, extra: { retryable?: boolean; retryAfterMs?: number } = {}) =>
    new ProviderError({
      provider: 'facebook',
      code: name,
      message: text,
      status,
      vendorCode: subcode ? `${code}/${subcode}` : String(code),
      ...extra,
    });

  if (code === 190 || code === 102) return error('reconnect', 'The login at Facebook has ended.');
  if (code === 10 || (code >= 200 && code <= 299)) {
    return error('permission_missing', 'Facebook says that a permission is missing.');
  }
  if (status === 429 || [4, 17, 32, 613, 341].includes(code) || (code >= 80_000 && code <= 80_014)) {
    return error('rate_limited', 'Facebook asks us to slow down.', {
      retryable: true,
      retryAfterMs: Math.min(
        regainAccessMs(headers) ?? retryAfterMs(headers, Date.now()) ?? waitWithoutHint,
        longestWait,
      ),
    });
  }
  if (code === 368) return error('blocked', 'Facebook has blocked this for a while.');
  // A cursor of an older listing: Graph answers 100 with this text, without a code of its own.
  if (code === 100 && /cursor/i.test(message))
    return error('stale_cursor', 'The listing has to start again.');
  if (code === 1 || code === 2 || transient || status >= 500) {
    return error('unavailable', 'Facebook has a temporary problem.', { retryable: true });
  }
  return error('refused', 'Facebook did not accept the request.');
}

function regainAccessMs(headers: Headers): number | undefined {
  const header = headers.get('x-business-use-case-usage');
  if (!header) return undefined;
  try {
    const usage = UsageHeader.parse(JSON.parse(header));
    const minutes = Object.values(usage).flatMap((rows) =>
      rows.map((row) => row.estimated_time_to_regain_access ?? 0),
    );
    const longest = Math.max(0, ...minutes);
    return longest > 0 ? longest * 60_000 : undefined;
  } catch {
    return undefined;
  }
}
