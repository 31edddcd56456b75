import express, { type Express, Router } from 'express';
import type { Runtime } from '../runtime/create-runtime.ts';
import { createAccountsArea } from './accounts/router.ts';
import { allowOrigins } from './allow-origins.ts';
import type { Area } from './area.ts';
import { handleErrors, refuseUnknown } from './handle-errors.ts';
import { createJobsArea } from './jobs/router.ts';
import { createLocalLimiter } from './local-limiter.ts';
import { logRequests } from './log-requests.ts';
import { serveDeletionPage } from './memories/deletion-page.ts';
import { createMemoriesArea } from './memories/router.ts';
import { readPayloads } from './ops/bind-codec.ts';
import { createMetrics } from './ops/create-metrics.ts';
import { createOpsArea, createProbes } from './ops/router.ts';
import type { AppState } from './request-state.ts';
import { serveWeb } from './serve-web.ts';
import { setSecurityHeaders } from './set-security-headers.ts';

export interface Api {
  app: Express;
  /** Begins what runs beside the routes, such as change streams. */
  start(): Promise<void>;
  /** Says "not ready" from now on and ends long answers; the server can then drain. */
  stop(): Promise<void>;
}

/** The whole HTTP side of the product over one runtime; listens to nothing by itself. */
export function createApp(runtime: Runtime, options: { fetch?: typeof globalThis.fetch } = {}): Api {
  const areas: Area[] = [
    createAccountsArea({ ...runtime, fetch: options.fetch ?? globalThis.fetch }),
    createJobsArea(runtime),
    createMemoriesArea(runtime),
    createOpsArea(runtime),
  ];
  const metrics = createMetrics(runtime);
  const probes = createProbes(runtime, metrics);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', runtime.env.TRUST_PROXY_HOPS);
  Object.assign(app.locals, { limiter: createLocalLimiter(runtime.clock) } satisfies AppState);
  app.use(logRequests(runtime, metrics));
  app.use(setSecurityHeaders(runtime.env));
  app.use(probes.router);

  const api = Router();
  api.use(allowOrigins(runtime.env));
  api.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  api.use('/ops/codec', readPayloads(runtime));
  api.use(express.json({ limit: '256kb', type: ['application/json', 'application/*+json'] }));
  for (const area of areas) api.use(area.router);
  api.use(refuseUnknown);
  app.use('/api/v1', api);
  app.use('/api', api);

  app.use(serveDeletionPage(runtime));
  app.use(serveWeb(runtime.root));
  app.use(refuseUnknown);
  app.use(handleErrors);

  return {
    app,
    start: async () => {
      for (const area of areas) await area.start?.();
    },
    stop: async () => {
      probes.stop();
      for (const area of areas) await area.stop?.();
    },
  };
}
