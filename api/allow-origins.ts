import type { RequestHandler } from 'express';
import type { Env } from '../runtime/env.ts';

const allowedHeaders =
  'Authorization, Content-Type, Idempotency-Key, If-Match, Last-Event-ID, Range, X-Request-Id, X-Workspace-Id';
const exposedHeaders =
  'Location, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, X-Request-Id, Idempotency-Replayed';

/** CORS for the configured origins, by Bearer token only: credentials are never allowed, so no cookie works. */
export function allowOrigins(env: Pick<Env, 'CORS_ORIGINS'>): RequestHandler {
  const allowed = new Set(env.CORS_ORIGINS);
  return (request, response, next) => {
    const { origin } = request.headers;
    if (allowed.size > 0) response.vary('Origin');
    if (!origin || !allowed.has(origin)) return next();
    response.set({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Expose-Headers': exposedHeaders,
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
    if (request.method !== 'OPTIONS' || !request.headers['access-control-request-method']) return next();
    response
      .status(204)
      .set({
        'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
        'Access-Control-Allow-Headers': allowedHeaders,
        'Access-Control-Max-Age': '600',
      })
      .end();
  };
}
