import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import { useAssets } from '../care/use-assets.ts';
import { copyRow } from './copy-row.ts';

/**
 * Copies those photos of an earlier backup that this one has neither by the network's id nor by content. One that the
 * archive names without having it gets the picture that was stored then.
 */
export async function carryPhotos(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  backup: Pick<BackupDoc, '_id' | 'workspaceId'>,
  rows: MemoryDoc[],
): Promise<void> {
  const { memories } = mongo.models;
  const scope = { workspaceId: backup.workspaceId, backupId: backup._id, kind: 'photo' as const };
  const assetIds = rows.flatMap(({ assetId }) => assetId ?? []);
  await mongo.transaction(async (session) => {
    const own = await memories
      .find(
        {
          ...scope,
          $or: [{ remoteId: { $in: rows.map(({ remoteId }) => remoteId) } }, { assetId: { $in: assetIds } }],
        },
        'remoteId assetId state',
        { session },
      )
      .lean();
    const had = new Set(own.flatMap(({ assetId }) => assetId ?? []));
    const stateOf = new Map(own.map(({ remoteId, state }) => [remoteId, state]));
    const lacking = rows.filter(
      ({ remoteId, assetId }) =>
        assetId && stateOf.get(remoteId) !== 'stored' && (stateOf.has(remoteId) || !had.has(assetId)),
    );
    if (lacking.length === 0) return;
    const usable = await useAssets(
      { mongo },
      session,
      backup.workspaceId,
      lacking.flatMap(({ assetId }) => assetId ?? []),
    );
    const copies = lacking.filter(({ assetId }) => assetId && usable.has(assetId));
    if (copies.length === 0) return;
    await memories.bulkWrite(
      copies.map((row) =>
        stateOf.has(row.remoteId)
          ? { updateOne: { filter: { ...scope, remoteId: row.remoteId }, update: { $set: pictureOf(row) } } }
          : copyRow({ clock }, backup, row),
      ),
      { session },
    );
  });
}

const pictureOf = ({ assetId, problem, rendered, captioned, captionWords }: MemoryDoc) => ({
  state: 'stored' as const,
  entry: null,
  assetId,
  problem,
  rendered,
  captioned,
  captionWords,
});
