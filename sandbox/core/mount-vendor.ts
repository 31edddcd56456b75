import type { Express, NextFunction, Request, Response } from 'express';
import { applyFault, sendAnswer } from './apply-fault.ts';
import type { SandboxContext, Vendor } from './context.ts';

/** Serves a vendor below `/{host}`: counts each request, adds latency and faults, then lets it answer. */
export function mountVendor(app: Express, context: SandboxContext, vendor: Vendor): void {
  app.use(`/${vendor.host}`, async (req: Request, res: Response, next: NextFunction) => {
    const { route, object } = vendor.routeOf(req.path);
    const named = `${req.method} ${route}`;
    context.ledger.count(vendor.host, named, object);
    noteStatus(res, (status) => context.ledger.answered(vendor.host, named, status));
    const { latencyMs } = context.settings();
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    const fault = context.faults.next({
      vendor: vendor.host,
      route,
      method: req.method,
      url: req.originalUrl,
    });
    if (fault !== undefined && (await applyFault(fault, vendor, res))) return;
    next();
  });
  app.use(`/${vendor.host}`, vendor.router);
  app.use(`/${vendor.host}`, (_req: Request, res: Response) => {
    sendAnswer(res, vendor.errorAnswer(404));
  });
}

/** Tells the status before the first byte leaves, so that a client that has its answer finds it counted. */
function noteStatus(res: Response, note: (status: number) => void): void {
  const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => Response;
  let noted = false;
  const once = (status: number): void => {
    if (!noted) note(status);
    noted = true;
  };
  Object.assign(res, {
    writeHead(status: number, ...rest: unknown[]) {
      once(status);
      return writeHead(status, ...rest);
    },
  });
  res.on('close', () => once(res.headersSent ? res.statusCode : 0));
}
