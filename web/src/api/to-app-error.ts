import { AppError } from '../../../schemas/contracts/errors.ts';

/** Whatever was thrown, as an error with words for a person. */
export const toAppError = (error: unknown): AppError =>
  error instanceof AppError
    ? error
    : new AppError(500, 'web.failed', 'Something went wrong here. Nothing is lost; please try again.', {
        cause: error,
      });
