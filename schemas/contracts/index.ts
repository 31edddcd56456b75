import { accountRoutes } from './accounts.ts';
import { callbackRoutes } from './callbacks.ts';
import { careRoutes } from './care.ts';
import { importRoutes } from './imports.ts';
import { jobRoutes } from './jobs.ts';
import { memoriesRoutes } from './memories.ts';
import { opsRoutes } from './ops.ts';
import type { RouteContract } from './route.ts';

/** Every route of the API; OpenAPI, the tenant-isolation tests and the web client are made from it. */
export const allRoutes = [
  ...Object.values(accountRoutes),
  ...Object.values(jobRoutes),
  ...Object.values(memoriesRoutes),
  ...Object.values(importRoutes),
  ...Object.values(careRoutes),
  ...Object.values(callbackRoutes),
  ...Object.values(opsRoutes),
] as unknown as RouteContract[];
