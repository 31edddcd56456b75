import express, { type Request, Router } from 'express';
import type { SandboxContext } from '../core/context.ts';
import { parseFault } from '../core/create-faults.ts';
import { parseSettings } from '../core/settings.ts';
import { answer } from './answer.ts';
import { peopleRoutes } from './people-routes.ts';

/** `/_sandbox/…`: ledger, faults, settings, reset, health. */
export function controlRoutes(context: SandboxContext): Router {
  const router = Router();
  router.use(express.json({ limit: '5mb' }));
  router.use(peopleRoutes(context));
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
    context.people.forget();
    res.json({ ok: true });
  });
  return router;
}
