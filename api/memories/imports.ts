import type { Router } from 'express';
import { toJob } from '../../domains/jobs/job-view.ts';
import { abandonImport } from '../../domains/memories/uploads/abandon-import.ts';
import { addFile } from '../../domains/memories/uploads/add-file.ts';
import { createChunkSlots } from '../../domains/memories/uploads/chunk-slots.ts';
import { createImport } from '../../domains/memories/uploads/create-import.ts';
import { toImport } from '../../domains/memories/uploads/import-view.ts';
import { listImports } from '../../domains/memories/uploads/list-imports.ts';
import { putChunk } from '../../domains/memories/uploads/put-chunk.ts';
import { removeFile } from '../../domains/memories/uploads/remove-file.ts';
import { requireReport } from '../../domains/memories/uploads/require-report.ts';
import { startImport } from '../../domains/memories/uploads/start-import.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { importRoutes as routes } from '../../schemas/contracts/imports.ts';
import { bindRoute } from '../bind-route.ts';
import { reply } from '../route-context.ts';

/** Uploads of archives, in chunks that may come again; what is made of them is a backup. */
export function bindImports(router: Router, runtime: Runtime): void {
  const chunked = { ...runtime, slots: createChunkSlots() };

  bindRoute(router, runtime, routes.createImport, async ({ workspaceId, user, body, newId, audit }) => {
    const doc = await createImport(runtime, { ...body, importId: newId, workspaceId, userId: user.id });
    await audit('import.create', 'allowed', { type: 'import', id: doc._id });
    return toImport(runtime, doc);
  });

  bindRoute(router, runtime, routes.listImports, ({ workspaceId, query }) =>
    listImports(runtime, workspaceId, query),
  );

  bindRoute(router, runtime, routes.getImport, ({ object }) => toImport(runtime, object));

  bindRoute(router, runtime, routes.addImportFile, async ({ object, body, newId }) =>
    toImport(runtime, await addFile(runtime, object, newId, body)),
  );

  bindRoute(router, runtime, routes.removeImportFile, async ({ object, params }) =>
    toImport(runtime, await removeFile(runtime, object, params.fileId)),
  );

  bindRoute(router, runtime, routes.putImportChunk, ({ object, params, user, request }) => {
    const declared = request.get('content-length');
    return putChunk(chunked, object, {
      ...params,
      userId: user.id,
      declaredBytes: declared === undefined ? null : Number(declared),
      body: request,
    });
  });

  bindRoute(router, runtime, routes.startImport, async ({ object, audit }) => {
    const job = await startImport(runtime, object);
    await audit('import.start', 'allowed', { type: 'import', id: object._id });
    return reply(202, { location: `/api/v1/jobs/${job._id}` }, toJob(job));
  });

  bindRoute(router, runtime, routes.abandonImport, async ({ object, audit, response }) => {
    await abandonImport(runtime, object);
    await audit('import.abandon', 'allowed', { type: 'import', id: object._id });
    response.status(204).end();
  });

  bindRoute(router, runtime, routes.getImportReport, ({ object }) => requireReport(object));
}
