import { Router } from 'express';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { Area } from '../area.ts';
import { bindAssets } from './assets.ts';
import { bindBackups } from './backups.ts';
import { bindCare } from './care.ts';
import { bindConnections } from './connections.ts';
import { bindDownloads } from './downloads.ts';
import { bindFacebookCallbacks } from './facebook-callbacks.ts';
import { bindImports } from './imports.ts';
import { bindVerifications } from './verifications.ts';

/** Connections, backups and what is in them. */
export function createMemoriesArea(runtime: Runtime): Area {
  const router = Router();
  bindConnections(router, runtime);
  // Before the backups, which would take /memories/imports for a memory of that id.
  bindImports(router, runtime);
  bindBackups(router, runtime);
  bindDownloads(router, runtime);
  bindCare(router, runtime);
  bindVerifications(router, runtime);
  bindFacebookCallbacks(router, runtime);
  bindAssets(router, runtime);
  return { router };
}
