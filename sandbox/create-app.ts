import express, { type ErrorRequestHandler, type Express } from 'express';
import { controlRoutes } from './control/control-routes.ts';
import type { SandboxContext } from './core/context.ts';
import { mountVendor } from './core/mount-vendor.ts';
import { createVendors } from './create-vendors.ts';
import { mailRoutes } from './mail/mail-routes.ts';
import { homeRoutes } from './pages/home-routes.ts';

/** Everything the sandbox serves over HTTP. */
export function createApp(context: SandboxContext, smtpUrl: string): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const vendors = createVendors(context);
  app.use(homeRoutes(vendors, smtpUrl));
  app.use('/_sandbox', controlRoutes(context));
  app.use(mailRoutes(context));
  for (const vendor of vendors) mountVendor(app, context, vendor);
  app.use((_req, res) => {
    res.status(404).json({ error: 'nothing here; see / for what the sandbox serves' });
  });
  app.use(answerMistake);
  return app;
}

const answerMistake: ErrorRequestHandler = (error: Error & { status?: number }, _req, res, next) => {
  if (res.headersSent) return next(error);
  const status = error.status ?? 500;
  if (status >= 500) process.stderr.write(`sandbox: ${error.stack ?? error.message}\n`);
  res.status(status).json({ error: error.message });
};
