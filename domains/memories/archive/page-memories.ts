import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';

const pageSize = 300;

/**
 * The photos or posts of a backup, oldest first, some hundred at a time. Asked for page by page by their order, not
 * by one cursor: a slow reader would let that run out.
 */
export async function* pageMemories(
  { mongo }: Pick<Runtime, 'mongo'>,
  backup: Pick<BackupDoc, '_id' | 'workspaceId'>,
  kind: MemoryDoc['kind'],
): AsyncGenerator<MemoryDoc[]> {
  let last: MemoryDoc | undefined;
  do {
    const after = last
      ? { $or: [{ sortAt: { $gt: last.sortAt } }, { sortAt: last.sortAt, _id: { $gt: last._id } }] }
      : {};
    const page: MemoryDoc[] = await mongo.models.memories
      .find({ workspaceId: backup.workspaceId, backupId: backup._id, kind, ...after })
      .sort({ sortAt: 1, _id: 1 })
      .limit(pageSize)
      .lean();
    if (page.length > 0) yield page;
    last = page.length === pageSize ? page.at(-1) : undefined;
  } while (last);
}
