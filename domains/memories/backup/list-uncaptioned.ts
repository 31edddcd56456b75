import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupKey } from './backup-key.ts';

/** Ids of at most `limit` assets of the backup that still wait for a caption, each once; none without a captioner. */
export async function listUncaptioned(
  { mongo, providers }: Pick<Runtime, 'mongo' | 'providers'>,
  key: BackupKey,
  limit: number,
): Promise<string[]> {
  if (!providers.captioning) return [];
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
