import type { Router } from 'express';
import { toJob } from '../../domains/jobs/job-view.ts';
import { toBackup } from '../../domains/memories/backup-view.ts';
import { createBackup } from '../../domains/memories/create-backup.ts';
import { listAlbums } from '../../domains/memories/list-albums.ts';
import { listBackups } from '../../domains/memories/list-backups.ts';
import { listMemories } from '../../domains/memories/list-memories.ts';
import { toMemories } from '../../domains/memories/memory-view.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { careRoutes } from '../../schemas/contracts/care.ts';
import { notFound } from '../../schemas/contracts/errors.ts';
import { memoriesRoutes as routes } from '../../schemas/contracts/memories.ts';
import { bindRoute } from '../bind-route.ts';
import { reply } from '../route-context.ts';

export function bindBackups(router: Router, runtime: Runtime): void {
  const { models } = runtime.mongo;

  bindRoute(router, runtime, routes.createBackup, async ({ workspaceId, user, body, newId, audit }) => {
    const job = await createBackup(runtime, { ...body, backupId: newId, workspaceId, userId: user.id });
    await audit('backup.create', 'allowed', { type: 'backup', id: job.subject.id });
    return reply(202, { location: `/api/v1/jobs/${job._id}` }, toJob(job));
  });

  bindRoute(router, runtime, routes.listBackups, ({ workspaceId, query }) =>
    listBackups(models, workspaceId, query),
  );

  bindRoute(router, runtime, routes.getBackup, ({ object }) => toBackup(models, object));

  bindRoute(router, runtime, routes.listMemories, ({ object, query }) => listMemories(models, object, query));

  bindRoute(router, runtime, careRoutes.listAlbums, async ({ object }) => ({
    items: await listAlbums(models, object),
  }));

  bindRoute(router, runtime, routes.getMemory, async ({ object }) => {
    const [memory] = await toMemories(models, object.workspaceId, [object]);
    if (!memory) throw notFound('memory');
    return memory;
  });
}
