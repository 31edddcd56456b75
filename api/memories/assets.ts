import type { Router } from 'express';
import { toAsset } from '../../domains/memories/asset-view.ts';
import { editCaption } from '../../domains/memories/edit-caption.ts';
import { editDate } from '../../domains/memories/edit-date.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { careRoutes } from '../../schemas/contracts/care.ts';
import { notFound } from '../../schemas/contracts/errors.ts';
import { memoriesRoutes as routes } from '../../schemas/contracts/memories.ts';
import { bindRoute } from '../bind-route.ts';
import { streamBlob } from '../stream-blob.ts';

/** Named by content, so it never changes; private, since a session stands before it. */
const cacheControl = 'private, max-age=31536000, immutable';

export function bindAssets(router: Router, runtime: Runtime): void {
  bindRoute(router, runtime, routes.getAsset, ({ object }) => toAsset(object));

  bindRoute(router, runtime, routes.editCaption, async ({ object, body, user, audit }) => {
    const asset = await editCaption(runtime, object, { ...body, userId: user.id });
    await audit('caption.edit', 'allowed', { type: 'asset', id: asset._id });
    return toAsset(asset);
  });

  bindRoute(router, runtime, careRoutes.editDate, async ({ object, body, audit }) => {
    const asset = await editDate(runtime, object, body.takenAt === null ? null : new Date(body.takenAt));
    await audit('asset.date', 'allowed', { type: 'asset', id: asset._id });
    return toAsset(asset);
  });

  bindRoute(router, runtime, routes.assetContent, async ({ object, params, audit, request, response }) => {
    if (params.rendition === 'original') {
      const fileName = `${object.sha256.slice(0, 12)}.${object.extension}`;
      const original = {
        ...object,
        container: 'assets' as const,
        etag: object.sha256,
        fileName,
        cacheControl,
      };
      return streamBlob(runtime.blobs, original, request, response, () =>
        audit('asset.download', 'allowed', { type: 'asset', id: object._id }),
      );
    }
    const rendition = object.renditions[params.rendition];
    if (!rendition) throw notFound('rendition');
    const etag = `${object.sha256}-${params.rendition}`;
    await streamBlob(
      runtime.blobs,
      { ...rendition, container: 'assets', etag, cacheControl },
      request,
      response,
    );
  });
}
