import { AppError } from '../../../schemas/contracts/errors.ts';

const failed = 'Something went wrong here. Nothing is lost; please try again.';
const notLoaded = 'This page could not be loaded. Nothing is lost; check your connection and try again.';

/** Whatever was thrown, as an error with words for a person. */
export function toAppError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  // A page's own script that does not come is a TypeError in every browser, worded differently.
  const isScript = cause instanceof TypeError && /import|module/i.test(cause.message);
  return new AppError(500, isScript ? 'web.not_loaded' : 'web.failed', isScript ? notLoaded : failed, {
    cause,
  });
}
