import type { Backup } from '../../schemas/contracts/memories.ts';
import type { Models } from '../../schemas/models/index.ts';
import { toBackup } from './backup-view.ts';
import { atOnce } from './care/erase-assets.ts';

/** Backups of a workspace, newest first; the cursor is the id of the last one seen. */
export async function listBackups(
  models: Models,
  workspaceId: string,
  page: { limit: number; cursor?: string | undefined; deleted?: boolean },
): Promise<{ items: Backup[]; nextCursor: string | null }> {
  const docs = await models.backups
    .find({
      workspaceId,
      // One whose erasure has begun can't be restored any more.
      ...(page.deleted ? { deletedAt: { $ne: null }, purgeAt: { $gt: atOnce } } : { deletedAt: null }),
      ...(page.cursor ? { _id: { $lt: page.cursor } } : {}),
    })
    .sort({ _id: -1 })
    .limit(page.limit + 1)
    .lean();
  const items = await Promise.all(docs.slice(0, page.limit).map((doc) => toBackup(models, doc)));
  return { items, nextCursor: docs.length > page.limit ? (items.at(-1)?.id ?? null) : null };
}
