import { downloadRoutes } from '../archives/download-routes.ts';
import type { SandboxContext, Vendor } from '../core/context.ts';

const host = 'www.instagram.com';

/** Instagram's site: the page where people download their information. */
export function createInstagram(context: SandboxContext): Vendor {
  return {
    host,
    router: downloadRoutes(context, host, 'instagram'),
    routeOf: (path) => ({ route: path.startsWith('/dyi/') ? '/dyi/{person}/{file}' : path }),
    errorAnswer: (status) => ({ status, body: 'Sorry, something went wrong.' }),
    rateLimit: () => ({ status: 429, body: 'Please wait a few minutes before you try again.' }),
  };
}
