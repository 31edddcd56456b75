import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { AssetDoc } from '../../../schemas/models/asset.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { imagePath } from '../archive/archive-layout.ts';
import { digestBlob } from './digest-blob.ts';
import { type Checked, type Finding, finding } from './finding.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'blobs'>;

/** Files read at the same time. */
const atOnce = 4;

/** Ids of the pictures of a backup, each once, in a lasting order. */
export async function listAssetIds({ mongo }: Pick<Runtime, 'mongo'>, backup: BackupDoc): Promise<string[]> {
  const rows = await mongo.models.memories.aggregate<{ _id: string }>([
    { $match: { workspaceId: backup.workspaceId, backupId: backup._id, assetId: { $ne: null } } },
    { $group: { _id: '$assetId' } },
    { $sort: { _id: 1 } },
  ]);
  return rows.map(({ _id }) => _id);
}

/**
 * Re-reads the originals against the SHA-256 of their rows, and looks whether their renditions are there in full
 * size. Goes on after the asset `after`.
 */
export async function* checkAssets(
  dependencies: Dependencies,
  workspaceId: string,
  assetIds: readonly string[],
  after: string | null,
  signal?: AbortSignal,
): AsyncGenerator<Checked> {
  const left = after === null ? assetIds : assetIds.filter((id) => id > after);
  for (let from = 0; from < left.length; from += atOnce) {
    const ids = left.slice(from, from + atOnce);
    const assets = await dependencies.mongo.models.assets.find({ workspaceId, _id: { $in: ids } }).lean();
    const checked = await Promise.all(
      ids.map((id) => {
        const asset = assets.find(({ _id }) => _id === id);
        return asset ? checkAsset(dependencies, asset, signal) : lostRow(id);
      }),
    );
    yield {
      after: ids.at(-1) ?? '',
      blobs: checked.reduce((sum, { blobs }) => sum + blobs, 0),
      bytes: checked.reduce((sum, { bytes }) => sum + bytes, 0),
      findings: checked.flatMap(({ findings }) => findings),
    };
  }
}

interface AssetChecked {
  blobs: number;
  bytes: number;
  findings: Finding[];
}

/** A row points to an asset that is in no collection. */
const lostRow = (id: string): AssetChecked => ({
  blobs: 0,
  bytes: 0,
  findings: [finding('blob', 'missing', `assets/${id}`)],
});

async function checkAsset(
  { blobs }: Dependencies,
  asset: AssetDoc,
  signal?: AbortSignal,
): Promise<AssetChecked> {
  const { sha256, bytes, workspaceId } = asset;
  const path = imagePath(asset);
  const original = await digestBlob(
    { blobs },
    { container: 'assets', name: asset.blobName, path, bytes, sha256 },
    signal,
  );
  const findings = original.finding ? [original.finding] : [];
  const renditions = Object.values(asset.renditions ?? {}).filter((one) => one !== undefined);
  for (const rendition of renditions) {
    const stat = await blobs.stat('assets', rendition.blobName);
    if (stat?.bytes === rendition.bytes) continue;
    const below = rendition.blobName.slice(workspaceId.length + 1);
    findings.push(finding('blob', stat ? 'changed' : 'missing', below));
  }
  return { blobs: 1 + renditions.length, bytes: original.bytes, findings };
}
