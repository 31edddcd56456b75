import { randomBytes } from 'node:crypto';
import type { Response } from 'express';
import type { ErrorAnswer } from '../core/context.ts';

interface GraphErrorFields {
  message: string;
  code: number;
  status?: number;
  type?: string;
  error_subcode?: number;
  error_user_title?: string;
  error_user_msg?: string;
  is_transient?: boolean;
}

/** An error that Graph answers as JSON. */
export class GraphError extends Error {
  readonly status: number;
  readonly body: { error: Record<string, unknown> };
  constructor({ status = 400, type = 'OAuthException', ...fields }: GraphErrorFields) {
    super(fields.message);
    this.status = status;
    this.body = { error: { type, ...fields, fbtrace_id: `A${randomBytes(16).toString('base64url')}` } };
  }
}

export function sendGraphError(res: Response, error: GraphError): void {
  const { code, message } = error.body.error;
  if (code === 190) {
    res.set(
      'www-authenticate',
      `OAuth "Facebook Platform" "invalid_token" "${String(message).replaceAll('"', "'")}"`,
    );
  }
  res.status(error.status).json(error.body);
}

const limitWords: Record<number, string> = {
  4: '(#4) Application request limit reached',
  17: '(#17) User request limit reached',
  32: '(#32) Page request limit reached',
  613: '(#613) Calls to this api have exceeded the rate limit.',
};

/** Code 4 (app), 17 (user), 32 (page) or 613 (custom), each as Graph words it; no Retry-After, as there. */
export function rateLimited(code = 4): ErrorAnswer {
  const message = limitWords[code] ?? `(#${code}) Limit reached`;
  const error = new GraphError({ message, code, is_transient: true });
  const usage = JSON.stringify({ call_count: 100, total_cputime: 31, total_time: 44 });
  return { status: code === 4 ? 403 : 400, headers: { 'x-app-usage': usage }, body: error.body };
}

/** What Graph says when it is at fault (500) or when a fault asks for another status. */
export function graphFailure(status: number): ErrorAnswer {
  const temporary = status >= 500;
  const error = new GraphError(
    status === 404
      ? { status, message: 'Unknown path components', code: 2500 }
      : {
          status,
          message: temporary
            ? 'An unexpected error has occurred. Please retry your request later.'
            : 'An unknown error has occurred.',
          code: temporary ? 2 : 1,
          is_transient: temporary,
        },
  );
  return { status, body: error.body };
}

export const unknownObject = (id: string): GraphError =>
  new GraphError({
    message: `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
    type: 'GraphMethodException',
    code: 100,
    error_subcode: 33,
  });
