/**
 * An error that a person may read. `code` is stable and namespaced (`memories.archive_unreadable`),
 * `message` is one sentence for the user, `details` says what to do or which fields are wrong.
 * The log text goes into `cause`; it never reaches a client.
 */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Record<string, unknown> | undefined;
  /** Seconds after which the same request may succeed (`Retry-After`). */
  readonly retryAfter: number | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    options: { details?: Record<string, unknown>; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.status = status;
    this.code = code;
    this.details = options.details;
    this.retryAfter = options.retryAfter;
  }
}

/** The object does not exist, or belongs to somebody else: the two are never told apart. */
export const notFound = (what: string) =>
  new AppError(404, 'common.not_found', `There is no such ${what}, or it is not yours.`);

export const invalid = (code: string, message: string, details?: Record<string, unknown>) =>
  new AppError(400, code, message, details ? { details } : {});

export const unauthorized = (code = 'accounts.not_signed_in', message = 'Please sign in first.') =>
  new AppError(401, code, message);

export const forbidden = (code = 'accounts.not_allowed', message = 'Your role does not allow this.') =>
  new AppError(403, code, message);

export const conflict = (code: string, message: string, details?: Record<string, unknown>) =>
  new AppError(409, code, message, details ? { details } : {});
