import { Router } from 'express';
import { downloadRoutes } from '../archives/download-routes.ts';
import type { SandboxContext, Vendor } from '../core/context.ts';
import { hosts, withoutVersion } from './app.ts';
import { appsRoutes } from './apps-routes.ts';
import { cdnRoutes } from './cdn-routes.ts';
import { dialogRoutes } from './dialog-routes.ts';
import { graphFailure, rateLimited } from './graph-error.ts';
import { graphRoutes } from './graph-routes.ts';

/** Facebook's three hosts: the dialog, Graph, the picture server. */
export function createFacebook(context: SandboxContext): Vendor[] {
  return [
    {
      host: hosts.www,
      router: Router().use(
        dialogRoutes(context),
        appsRoutes(context),
        downloadRoutes(context, hosts.www, 'facebook'),
      ),
      routeOf: (path) => ({
        route: path.startsWith('/dyi/') ? '/dyi/{person}/{file}' : withoutVersion(path),
      }),
      errorAnswer: (status) => ({ status, body: 'Sorry, something went wrong.' }),
      rateLimit: () => ({ status: 429, body: 'Too many requests.' }),
    },
    {
      host: hosts.graph,
      router: graphRoutes(context),
      routeOf: (path) => nameRoute(withoutVersion(path)),
      errorAnswer: graphFailure,
      rateLimit: ({ code }) => rateLimited(code),
    },
    {
      host: hosts.cdn,
      router: cdnRoutes(context),
      routeOf: (path) => ({ route: '/photo', object: /\/(\d+)_\d+x\d+_n\.jpg$/.exec(path)?.[1] }),
      errorAnswer: (status) => ({ status, body: status === 403 ? 'URL signature expired' : 'Error' }),
      rateLimit: ({ retryAfter }) => ({
        status: 429,
        body: 'Too many requests',
        ...(retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } }),
      }),
    },
  ];
}

/** `/10158…` is `/{id}`: one route for all objects, told apart by the object's id. */
function nameRoute(path: string): { route: string; object?: string } {
  const object = /^\/(\d[\d_]*)(?=\/|$)/.exec(path)?.[1];
  return object === undefined ? { route: path } : { route: path.replace(object, '{id}'), object };
}
