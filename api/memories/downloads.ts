import type { Router } from 'express';
import { openJsonArchive } from '../../domains/memories/archive/json-archive.ts';
import { requireArchive } from '../../domains/memories/archive/require-archive.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { memoriesRoutes as routes } from '../../schemas/contracts/memories.ts';
import { bindRoute } from '../bind-route.ts';
import { sendStream, streamBlob } from '../stream-blob.ts';

const linkMinutes = 20;

/** The three ways to take a backup away; each access is audited. */
export function bindDownloads(router: Router, runtime: Runtime): void {
  bindRoute(router, runtime, routes.archiveLink, async ({ object, audit }) => {
    const archive = requireArchive(object);
    const fileName = `${object.name}.zip`;
    const { url, expiresAt } = await runtime.blobs.signedUrl('backups', archive.blobName, {
      minutes: linkMinutes,
      fileName,
      now: runtime.clock.now(),
    });
    await audit('archive.link', 'allowed', { type: 'backup', id: object._id });
    return { url, expiresAt: expiresAt.toISOString(), bytes: archive.bytes, fileName };
  });

  bindRoute(router, runtime, routes.archive, async ({ object, audit, request, response }) => {
    const archive = requireArchive(object);
    await streamBlob(
      runtime.blobs,
      {
        container: 'backups',
        blobName: archive.blobName,
        bytes: archive.bytes,
        mime: 'application/zip',
        etag: archive.sha256,
        ifMatch: archive.etag,
        fileName: `${object.name}.zip`,
        cacheControl: 'private, no-cache',
      },
      request,
      response,
      () => audit('archive.download', 'allowed', { type: 'backup', id: object._id }),
    );
  });

  bindRoute(router, runtime, routes.jsonArchive, async ({ object, audit, response }) => {
    await audit('archive.download_json', 'allowed', { type: 'backup', id: object._id });
    const stream = openJsonArchive(runtime, object);
    response.set({
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${object.name}.json.zip"`,
      'X-Content-Type-Options': 'nosniff',
    });
    await sendStream(stream, response);
  });
}
