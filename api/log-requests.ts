import type { RequestHandler } from 'express';
import { ulid } from 'ulid';
import type { Runtime } from '../runtime/create-runtime.ts';
import type { Metrics } from './ops/create-metrics.ts';
import { stateOf } from './request-state.ts';

/**
 * Gives each request its id (a sane one that came along is kept), and when it is answered writes one log line
 * and one measurement: never a query string, a header or a body.
 */
export function logRequests({ logger }: Runtime, metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-request-id');
    const requestId = given && /^[\w.-]{8,64}$/.test(given) ? given : ulid();
    const state = stateOf(response);
    state.requestId = requestId;
    state.logger = logger.child({ requestId });
    response.set('X-Request-Id', requestId);
    const started = process.hrtime.bigint();
    const { method } = request;
    response.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      const route = state.route ?? 'none';
      metrics.observe({ method, route, status: response.statusCode, seconds });
      // Probes and scrapes come every few seconds and say nothing.
      const level = route.startsWith('/') && isProbe(route) ? 'debug' : 'info';
      state.logger[level](
        {
          method,
          route,
          status: response.statusCode,
          ms: Math.round(seconds * 1000),
          ...(state.userId ? { userId: state.userId } : {}),
          ...(response.writableFinished ? {} : { brokenOff: true }),
        },
        'request',
      );
    });
    next();
  };
}

const isProbe = (route: string) => ['/livez', '/readyz', '/metrics', '/assets'].includes(route);
