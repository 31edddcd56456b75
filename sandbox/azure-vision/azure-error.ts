import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import type { ErrorAnswer } from '../core/context.ts';

/** An error in the shape of Azure: a general code and, within, the exact one. */
export class AzureError extends Error {
  readonly status: number;
  readonly code: string;
  readonly inner?: string;
  constructor(status: number, code: string, message: string, inner?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.inner = inner;
  }
}

/** A mistake in the image or in the request, with one of the documented inner codes. */
export const invalid = (inner: string, message: string): AzureError =>
  new AzureError(400, 'InvalidRequest', message, inner);

export function sendAzureError(res: Response, { status, code, message, inner }: AzureError): void {
  const innererror = inner === undefined ? {} : { innererror: { code: inner, message } };
  res.status(status).set({ 'apim-request-id': randomUUID(), 'x-ms-error-code': inner ?? code });
  res.json({ error: { code, message, ...innererror } });
}

export const deniedKey = new AzureError(
  401,
  '401',
  'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
);

export function azureFailure(status: number): ErrorAnswer {
  const code = status >= 500 ? 'InternalServerError' : String(status);
  const message = status === 404 ? 'Resource not found' : 'The service could not answer the request.';
  return { status, body: { error: { code: status === 404 ? '404' : code, message } } };
}

/** 429 with Retry-After in seconds. */
export function azureRateLimit(retryAfter = 1): ErrorAnswer {
  const message = `Requests to the Computer Vision API have exceeded call rate limit of your current pricing tier. Please retry after ${retryAfter} second(s).`;
  return {
    status: 429,
    headers: { 'retry-after': String(retryAfter) },
    body: { error: { code: '429', message } },
  };
}
