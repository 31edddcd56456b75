import { Router } from 'express';
import ipaddr from 'ipaddr.js';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { describeProviders } from '../../runtime/providers.ts';
import { opsRoutes } from '../../schemas/contracts/ops.ts';
import type { Area } from '../area.ts';
import { bindRoute } from '../bind-route.ts';
import { noSuchRoute } from '../handle-errors.ts';
import { stateOf } from '../request-state.ts';
import { bindCodec } from './bind-codec.ts';
import { buildOpenApi } from './build-openapi.ts';
import { checkReadiness } from './check-readiness.ts';
import type { Metrics } from './create-metrics.ts';
import { serveDocs } from './serve-docs.ts';

/** Operators' routes under the API's prefix. */
export function createOpsArea(runtime: Runtime): Area {
  const router = Router();
  bindRoute(router, runtime, opsRoutes.doctor, () => ({ providers: describeProviders(runtime.env) }));
  bindCodec(router, runtime);
  return { router };
}

/** Probes, metrics and the API's description, at the root where their tools look for them. */
export function createProbes(runtime: Runtime, metrics: Metrics): { router: Router; stop: () => void } {
  const router = Router();
  let stopping = false;
  let document: string | undefined;

  router.get(['/livez', '/readyz', '/metrics', '/openapi.json'], (request, response, next) => {
    stateOf(response).route = request.path;
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/livez', (_request, response) => {
    response.json({ status: 'alive' });
  });
  router.get('/readyz', async (_request, response) => {
    if (stopping) return void response.status(503).json({ status: 'stopping' });
    const readiness = await checkReadiness(runtime);
    response.status(readiness.status === 'unavailable' ? 503 : 200).json(readiness);
  });
  router.get('/metrics', async (request, response) => {
    // Figures of the whole installation are for its own network only.
    if (!isOwnNetwork(request.ip ?? '')) throw noSuchRoute(request.method);
    response.type(metrics.registry.contentType).send(await metrics.render());
  });
  router.get('/openapi.json', (_request, response) => {
    document ??= JSON.stringify(buildOpenApi(runtime.env.PUBLIC_URL));
    response.type('application/json').send(document);
  });
  router.use('/docs', serveDocs());
  return {
    router,
    stop: () => {
      stopping = true;
    },
  };
}

const isOwnNetwork = (address: string) =>
  ipaddr.isValid(address) &&
  ['loopback', 'private', 'uniqueLocal', 'linkLocal'].includes(ipaddr.process(address).range());
