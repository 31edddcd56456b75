import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupKey } from './backup-key.ts';

/** Ids of at most `limit` assets of the backup that still wait for a caption, each once. */
export async function listUncaptioned(
  { mongo }: Pick<Runtime, 'mongo'>,
  key: BackupKey,
  limit: number,
): Promise<string[]> {
  const rows = await mongo.models.memories.aggregate<{ _id: string }>([
    {
      $match: {
        workspaceId: key.workspaceId,
        backupId: key.backupId,
        kind: 'photo',
        state: 'stored',
        captioned: false,
      },
    },
    { $group: { _id: '$assetId' } },
    { $sort: { _id: 1 } },
    { $limit: limit },
  ]);
  return rows.map(({ _id }) => _id);
}
