import { ulid } from 'ulid';
import type { BackupKey } from '../../domains/memories/backup/backup-key.ts';
import { listPage } from '../../domains/memories/backup/list-page.ts';
import { renderPhotos } from '../../domains/memories/backup/render-photos.ts';
import { storePhotos } from '../../domains/memories/backup/store-photos.ts';
import type { BenchProduct } from './start-product.ts';

/** A backup row without job or workflow, for stages that are called one by one. */
export async function seedBackup(
  { runtime, workspaceId, userId }: BenchProduct,
  connectionId: string | null = null,
): Promise<BackupKey> {
  const key: BackupKey = { workspaceId, backupId: ulid(), jobId: ulid() };
  const connection = connectionId
    ? await runtime.mongo.models.connections.findOne({ _id: connectionId, workspaceId }).lean()
    : null;
  await runtime.mongo.models.backups.create({
    _id: key.backupId,
    workspaceId,
    userId,
    connectionId,
    jobId: key.jobId,
    provider: 'facebook',
    name: `facebook-bench-${key.backupId.slice(-6).toLowerCase()}`,
    account: { remoteId: connection?.remoteId ?? 'bench', displayName: 'Bench' },
    state: 'running',
    counts: {},
  });
  return key;
}

/** Lists one page of a person's photos; gives the number that have to be downloaded. */
export async function listPhotos({ runtime }: BenchProduct, key: BackupKey): Promise<number> {
  const { toDo } = await listPage(runtime, key, { kind: 'photo', after: null, page: 0 });
  return toDo;
}

/** Stores and renders the first page of a person's photos; gives the ids of the assets. */
export async function storeFirstPage(
  product: BenchProduct,
  person: string,
  most: number,
): Promise<{ key: BackupKey; assetIds: string[] }> {
  const { runtime, workspaceId } = product;
  const key = await seedBackup(product, await product.connect(person));
  await listPhotos(product, key);
  await storePhotos(runtime, { ...key, page: 0 });
  await renderPhotos(runtime, { ...key, page: 0 });
  const { memories } = runtime.mongo.models;
  const kept = await memories
    .find({ workspaceId, backupId: key.backupId, kind: 'photo', state: 'stored' })
    .sort({ _id: 1 })
    .lean();
  const assetIds = [...new Set(kept.flatMap(({ assetId }) => assetId ?? []))].slice(0, most);
  await memories.deleteMany({ workspaceId, backupId: key.backupId, assetId: { $nin: assetIds } });
  return { key, assetIds };
}
