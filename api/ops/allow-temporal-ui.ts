import type { RequestHandler } from 'express';
import type { Env } from '../../runtime/env.ts';

/** Is this origin the configured Temporal UI? */
export function isTemporalUi(env: Pick<Env, 'TEMPORAL_UI_URL'>, origin: string | undefined): boolean {
  if (origin === undefined || !URL.canParse(env.TEMPORAL_UI_URL)) return false;
  return origin === new URL(env.TEMPORAL_UI_URL).origin;
}

/**
 * CORS with credentials for the Temporal UI alone: its page asks this API with the cookies of the operator who looks at
 * it. The browser sends them only where both are one site: the same host, or the same registrable domain.
 */
export function allowTemporalUi(env: Pick<Env, 'TEMPORAL_UI_URL'>): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin');
    if (!isTemporalUi(env, origin)) return next();
    response.set({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Credentials': 'true',
      'Cross-Origin-Resource-Policy': 'same-site',
    });
    if (request.method !== 'OPTIONS') return next();
    response
      .status(204)
      .set({
        'Access-Control-Allow-Methods': 'POST',
        'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Namespace',
        'Access-Control-Max-Age': '600',
      })
      .end();
  };
}
