import { ErrorBody } from '../../../schemas/contracts/common.ts';
import { AppError } from '../../../schemas/contracts/errors.ts';

const byStatus: Record<number, string> = {
  413: 'That is too large to send.',
  429: 'That was a lot of tries in a short time. Nothing is lost; please wait a moment.',
  502: 'Perennial is restarting. Your memories are safe; please try again in a moment.',
  503: 'Perennial is busy right now. Your memories are safe; please try again in a moment.',
};
const fallback = 'Something went wrong on our side. Your memories are safe; please try again.';

/** Turns an answer that is not a success into an AppError; bodies that are not ours get words by status. */
export async function readError(answer: Response): Promise<AppError> {
  const retryAfter = secondsOf(answer.headers.get('retry-after'));
  const extra = retryAfter === undefined ? {} : { retryAfter };
  const body = ErrorBody.safeParse(await answer.json().catch(() => null));
  if (!body.success) {
    return new AppError(answer.status, 'web.no_answer', byStatus[answer.status] ?? fallback, extra);
  }
  const { code, message, details, requestId } = body.data.error;
  return new AppError(answer.status, code, message, { details: { ...details, requestId }, ...extra });
}

/** `Retry-After` is seconds or a date (RFC 9110, 10.2.3). */
function secondsOf(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

/** The server could not be reached at all. */
export const unreachable = (cause: unknown) =>
  new AppError(
    0,
    'web.unreachable',
    'We can’t reach Perennial. Nothing is lost; check your connection and try again.',
    { cause },
  );

/** The server answered something its contract does not promise. */
export const unexpected = (cause: unknown) =>
  new AppError(
    500,
    'web.unexpected_answer',
    'We got an answer we can’t read. Nothing is lost; reload the page and try again.',
    { cause },
  );
