import express, { type Request, type Response, Router } from 'express';
import type { SandboxContext } from '../core/context.ts';
import { parseFault } from '../core/create-faults.ts';
import { parseSettings } from '../core/settings.ts';

/** `/_sandbox/…`: ledger, faults, settings, reset, health. */
export function controlRoutes(context: SandboxContext): Router {
  const router = Router();
  router.use(express.json({ limit: '5mb' }));
  router.get('/health', (_req, res) => res.json({ ok: true, seed: context.seed }));
  router.get('/ledger', (req, res) => {
    const vendor = typeof req.query.vendor === 'string' ? req.query.vendor : undefined;
    res.json({ routes: context.ledger.routes(vendor), mutations: context.ledger.mutations(vendor) });
  });
  router.get('/faults', (_req, res) => res.json({ faults: context.faults.list() }));
  router.post('/faults', (req, res) => answer(res, () => context.faults.add(parseFault(req.body)), 201));
  router.delete('/faults', (_req, res) => res.json({ removed: context.faults.remove() }));
  router.delete('/faults/:id', (req, res) => {
    const removed = context.faults.remove(req.params.id);
    res.status(removed ? 200 : 404).json({ removed });
  });
  router.get('/settings', (_req, res) => res.json(context.settings()));
  router.post('/settings', (req, res) =>
    answer(res, () => {
      const wanted = { ...context.store.get<object>('settings', 'all'), ...parseSettings(req.body) };
      context.store.set('settings', 'all', wanted);
      return context.settings();
    }),
  );
  router.post('/reset', (_req: Request, res) => {
    context.store.clear();
    context.ledger.clear();
    context.faults.remove();
    context.library.forget();
    res.json({ ok: true });
  });
  return router;
}

/** Runs a change; what it throws is the caller's mistake and is told as 400. */
export function answer(res: Response, change: () => unknown, status = 200): void {
  try {
    res.status(status).json(change());
  } catch (error) {
    res.status(400).json({ error: error instanceof Error ? error.message : String(error) });
  }
}
