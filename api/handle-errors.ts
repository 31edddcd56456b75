import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { ErrorBody } from '../schemas/contracts/common.ts';
import { AppError } from '../schemas/contracts/errors.ts';
import { stateOf } from './request-state.ts';

export const noSuchRoute = (method: string) =>
  new AppError(404, 'common.no_such_route', `There is no ${method} at this address.`);

/** 404 in the API's own form, for a path that no route has. */
export const refuseUnknown: RequestHandler = (request) => {
  throw noSuchRoute(request.method);
};

/** Turns whatever was thrown into the one form of errors; what is not known is a 500 that tells nothing. */
export const handleErrors: ErrorRequestHandler = (thrown, _request, response, next) => {
  const { requestId, logger } = stateOf(response);
  const error = toAppError(thrown);
  if (error.status >= 500) logger.error({ err: thrown, errorCode: error.code }, 'request failed');
  else if (error.cause) logger.info({ err: error.cause, errorCode: error.code }, 'request refused');
  // The answer has begun: only breaking it off tells the client that it is not whole.
  if (response.headersSent) return next(thrown);
  const body: ErrorBody = {
    success: false,
    error: {
      code: error.code,
      message: error.message,
      ...(error.details ? { details: error.details } : {}),
      requestId,
    },
  };
  if (error.retryAfter !== undefined) response.set('Retry-After', String(Math.ceil(error.retryAfter)));
  response.status(error.status).json(body);
};

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isMongoAway(error)) {
    return new AppError(
      503,
      'common.unavailable',
      'The database can’t be reached. Please try again shortly.',
      {
        retryAfter: 5,
      },
    );
  }
  const { type, status, limit = 0 } = error as { type?: string; status?: number; limit?: number };
  if (type === 'entity.too.large') {
    return new AppError(413, 'common.too_large', `The request is too big: ${limit / 1024} KB at most.`);
  }
  if (type === 'entity.parse.failed') {
    return new AppError(400, 'common.invalid_json', 'The body is not valid JSON.');
  }
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') {
    return new AppError(415, 'common.unsupported_media_type', 'Send the body as application/json in UTF-8.');
  }
  // Other errors of body-parser, and malformed percent encoding in a path.
  if (status !== undefined && status >= 400 && status < 500) {
    return new AppError(status, 'common.bad_request', 'The request can’t be read.');
  }
  return new AppError(500, 'common.internal', 'Something went wrong on our side. Please try again.');
}

const awayNames = new Set([
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoPoolClearedError',
  'MongoWaitQueueTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
  'MongooseServerSelectionError',
]);

/** Driver errors by name (its classes may be loaded twice), and Mongoose's own waiting for a connection. */
function isMongoAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    awayNames.has(error.name) || (error.name === 'MongooseError' && /buffering timed out/.test(error.message))
  );
}
