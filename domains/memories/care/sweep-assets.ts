import type { Runtime } from '../../../runtime/create-runtime.ts';

/** Where a sweep goes on: after this content of this workspace. */
export interface SweepPosition {
  workspaceId: string;
  sha256: string;
}

const perCall = 1000;

/**
 * Looks at the next assets of all workspaces: those that no row points to are marked, with the time, and a mark that
 * is no longer true is taken away. Returns where to go on, null at the end.
 */
export async function sweepAssets(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  after: SweepPosition | null,
): Promise<SweepPosition | null> {
  const next = after && {
    $or: [
      { workspaceId: after.workspaceId, sha256: { $gt: after.sha256 } },
      { workspaceId: { $gt: after.workspaceId } },
    ],
  };
  const page = await mongo.models.assets
    .find(next ?? {}, '_id workspaceId sha256')
    .setOptions({ acrossWorkspaces: 'the collector serves every workspace' })
    .sort({ workspaceId: 1, sha256: 1 })
    .limit(perCall)
    .lean();
  for (const workspaceId of new Set(page.map((asset) => asset.workspaceId))) {
    const own = page.filter((asset) => asset.workspaceId === workspaceId);
    const ids = own.map(({ _id }) => _id);
    await mark({ mongo, clock }, workspaceId, ids);
  }
  const last = page.at(-1);
  return last && page.length === perCall ? { workspaceId: last.workspaceId, sha256: last.sha256 } : null;
}

async function mark(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  workspaceId: string,
  assetIds: string[],
): Promise<void> {
  const { assets, memories } = mongo.models;
  const used: string[] = await memories.distinct('assetId', { workspaceId, assetId: { $in: assetIds } });
  const scope = { workspaceId, erasing: null };
  await assets.updateMany(
    { ...scope, _id: { $in: used }, unusedSince: { $ne: null } },
    { $set: { unusedSince: null } },
  );
  const isUsed = new Set(used);
  await assets.updateMany(
    { ...scope, _id: { $in: assetIds.filter((id) => !isUsed.has(id)) }, unusedSince: null },
    { $set: { unusedSince: clock.date() } },
  );
}
