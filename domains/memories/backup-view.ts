import type { Backup } from '../../schemas/contracts/memories.ts';
import type { BackupDoc } from '../../schemas/models/backup.ts';
import type { Models } from '../../schemas/models/index.ts';
import { toAsset } from './asset-view.ts';

const coverSize = 6;

/** The backup as clients see it, with its newest pictures as a cover. */
export async function toBackup(models: Models, doc: BackupDoc): Promise<Backup> {
  const { workspaceId } = doc;
  const rows = await models.memories
    .find({ workspaceId, backupId: doc._id, kind: 'photo', state: 'stored', rendered: true, problem: null })
    .sort({ sortAt: -1, _id: -1 })
    .limit(coverSize)
    .lean();
  const assets = await models.assets
    .find({ workspaceId, _id: { $in: rows.flatMap(({ assetId }) => assetId ?? []) } })
    .lean();
  const byId = new Map(assets.map((asset) => [asset._id, asset]));
  const cover = [...new Set(rows.map(({ assetId }) => assetId))].flatMap((id) => byId.get(id ?? '') ?? []);
  return {
    id: doc._id,
    workspaceId,
    source: doc.source ?? 'network',
    connectionId: doc.connectionId,
    jobId: doc.jobId,
    name: doc.name,
    provider: doc.provider,
    account: doc.account,
    state: doc.state,
    counts: doc.counts,
    archive: doc.archive
      ? {
          bytes: doc.archive.bytes,
          sha256: doc.archive.sha256,
          entries: doc.archive.entries,
          verifiedAt: doc.archive.verifiedAt.toISOString(),
        }
      : null,
    cover: cover.map(toAsset),
    createdAt: doc.createdAt.toISOString(),
    finishedAt: doc.finishedAt?.toISOString() ?? null,
    deletedAt: doc.deletedAt?.toISOString() ?? null,
    purgeAt: doc.purgeAt?.toISOString() ?? null,
  };
}
