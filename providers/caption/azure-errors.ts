import { z } from 'zod';
import { ProviderError, type ProviderErrorInit } from '../errors.ts';
import { type JsonAnswer, retryAfterMs } from '../http.ts';

/** Both generations of the service; 4.0 hides the exact reason in `innererror`. */
const ErrorBody = z.object({
  error: z.object({
    code: z.string().optional(),
    message: z.string().optional(),
    innererror: z.object({ code: z.string().optional(), message: z.string().optional() }).optional(),
  }),
});

type Meaning = Pick<ProviderErrorInit, 'code' | 'message' | 'retryable'>;

/** What an answer that is not 200 means; the vendor's own text stays out, for it may quote what was sent. */
export function azureError(provider: string, answer: JsonAnswer, now: number): ProviderError {
  const { error } = ErrorBody.safeParse(answer.body).data ?? {};
  const vendorCode = error?.innererror?.code ?? error?.code;
  const isRegion =
    vendorCode === 'NotSupportedFeature' ||
    /region/i.test(error?.innererror?.message ?? error?.message ?? '');
  return new ProviderError({
    provider,
    ...meaning(answer.status, vendorCode ?? '', isRegion),
    status: answer.status,
    vendorCode: vendorCode?.slice(0, 80),
    retryAfterMs: retryAfterMs(answer.headers, now),
  });
}

function meaning(status: number, vendorCode: string, isRegion: boolean): Meaning {
  if (status === 401 || status === 403) {
    return {
      code: 'credentials',
      message: 'Azure Vision refused AZURE_VISION_KEY, or its quota is used up.',
    };
  }
  if (status === 404) {
    return { code: 'credentials', message: 'AZURE_VISION_ENDPOINT is not the address of a Vision resource.' };
  }
  if (status === 429) {
    return { code: 'rate_limited', message: 'Azure Vision asks for a pause.', retryable: true };
  }
  if (status >= 500 || status === 408 || /timeout/i.test(vendorCode)) {
    return { code: 'unavailable', message: 'Azure Vision is out of order at the moment.', retryable: true };
  }
  if (status === 413 || status === 415 || /image|media|FailedToProcess/i.test(vendorCode)) {
    return { code: 'unusable_picture', message: 'Azure Vision cannot read this picture.' };
  }
  if (isRegion) {
    return {
      code: 'not_in_region',
      message:
        'The region of this Vision resource has no captions; create one in a region that has, or use 3.2.',
    };
  }
  return { code: 'refused', message: 'Azure Vision refused the request.' };
}

/** A 200 whose body is not what the contract says. */
export function unexpectedAnswer(provider: string, cause: unknown): ProviderError {
  return new ProviderError({
    provider,
    code: 'bad_answer',
    message: `${provider} sent an answer of an unknown shape.`,
    outcome: 'unknown',
    retryable: true,
    cause,
  });
}

export function noCaption(provider: string): ProviderError {
  return new ProviderError({
    provider,
    code: 'no_caption',
    message: `${provider} found nothing to say about this picture.`,
  });
}
