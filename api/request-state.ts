import type { Request, Response } from 'express';
import type { Logger } from '../runtime/logger.ts';
import type { LocalLimiter } from './local-limiter.ts';

/** What the layers of one request tell each other. */
export interface RequestState {
  requestId: string;
  logger: Logger;
  /** Template of the matched route, for metrics and logs; unset where none matched. */
  route?: string;
  userId?: string;
}

export const stateOf = (response: Response): RequestState => response.locals as RequestState;

/** What all requests of one app share. */
export interface AppState {
  limiter: LocalLimiter;
}

export const appStateOf = (request: Request): AppState => request.app.locals as AppState;
