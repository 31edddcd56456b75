import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { Import, ImportState } from '../../../schemas/contracts/imports.ts';
import { toImport } from './import-view.ts';

/** Uploads and imports of a workspace, newest first; the cursor is the id of the last one seen. */
export async function listImports(
  dependencies: Pick<Runtime, 'mongo' | 'blobs'>,
  workspaceId: string,
  page: { limit: number; cursor?: string | undefined; state?: ImportState | undefined },
): Promise<{ items: Import[]; nextCursor: string | null }> {
  const docs = await dependencies.mongo.models.imports
    .find({
      workspaceId,
      ...(page.state ? { state: page.state } : {}),
      ...(page.cursor ? { _id: { $lt: page.cursor } } : {}),
    })
    .sort({ _id: -1 })
    .limit(page.limit + 1)
    .lean();
  const items: Import[] = [];
  for (const doc of docs.slice(0, page.limit)) items.push(await toImport(dependencies, doc));
  return { items, nextCursor: docs.length > page.limit ? (items.at(-1)?.id ?? null) : null };
}
