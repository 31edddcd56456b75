import type { ErrorRequestHandler } from 'express';
import { AppError } from '../../schemas/contracts/errors.ts';

/** Where the web interface says that the way back from the network did not work, and offers it again. */
const afterwards = '/connections?error=state_invalid';

/**
 * A browser that comes back from a network's dialog while nobody is signed in (the session ended meanwhile, or
 * it began at another address of this site) gets the sign-in page; a client that asks for JSON the usual 401.
 */
export const sendToSignIn: ErrorRequestHandler = (error, request, response, next) => {
  const isBrowser = request.accepts(['json', 'html']) === 'html';
  if (!(error instanceof AppError && error.status === 401 && isBrowser)) return next(error);
  response.redirect(302, `/signin?next=${encodeURIComponent(afterwards)}`);
};
