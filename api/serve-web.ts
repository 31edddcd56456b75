import { join } from 'node:path';
import compression from 'compression';
import express, { Router } from 'express';
import { stateOf } from './request-state.ts';

/**
 * The built web interface: files with a hash in their name for ever, `index.html` for every page path and
 * asked for again each time, so that a new version is seen at once.
 */
export function serveWeb(root: string): Router {
  const folder = join(root, 'dist', 'web');
  const router = Router();
  // Only these files: an answer with a secret and an echo of its request must not be compressed (BREACH).
  router.use(compression());
  router.use('/assets', (_request, response, next) => {
    stateOf(response).route = '/assets';
    next();
  });
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), {
      immutable: true,
      maxAge: '1y',
      index: false,
      fallthrough: false,
    }),
  );
  router.use(express.static(folder, { index: false, maxAge: '1h', redirect: false }));
  router.get('/{*page}', (request, response, next) => {
    if (!request.accepts('html')) return next();
    stateOf(response).route = 'page';
    response.set('Cache-Control', 'no-cache');
    response.sendFile('index.html', { root: folder, cacheControl: false }, (error) => {
      if (error) next('code' in error && error.code === 'ENOENT' ? undefined : error);
    });
  });
  return router;
}
