import { Router } from 'express';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { Area } from '../area.ts';
import { bindAuthRoutes } from './auth-routes.ts';
import { bindProfileRoutes } from './profile-routes.ts';
import { bindWorkspaceRoutes } from './workspace-routes.ts';

/** What the account routes need beside the runtime. */
export type AccountRuntime = Runtime & { fetch: typeof globalThis.fetch };

/** Signing in, one's own profile and sessions, workspaces and their members. */
export function createAccountsArea(runtime: AccountRuntime): Area {
  const router = Router();
  bindAuthRoutes(router, runtime);
  bindProfileRoutes(router, runtime);
  bindWorkspaceRoutes(router, runtime);
  return { router };
}
