import type { Router } from 'express';
import { toBackup } from '../../domains/memories/backup-view.ts';
import { deleteBackup } from '../../domains/memories/care/delete-backup.ts';
import { restoreBackup } from '../../domains/memories/care/restore-backup.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { careRoutes as routes } from '../../schemas/contracts/care.ts';
import { bindRoute } from '../bind-route.ts';

/** Deleting a backup, and undoing it. */
export function bindCare(router: Router, runtime: Runtime): void {
  const { models } = runtime.mongo;

  bindRoute(router, runtime, routes.deleteBackup, async ({ object, audit }) => {
    const backup = await deleteBackup(runtime, object);
    await audit('backup.delete', 'allowed', { type: 'backup', id: backup._id });
    return toBackup(models, backup);
  });

  bindRoute(router, runtime, routes.restoreBackup, async ({ object, audit }) => {
    const backup = await restoreBackup(runtime, object);
    await audit('backup.restore', 'allowed', { type: 'backup', id: backup._id });
    return toBackup(models, backup);
  });
}
