import type { Runtime } from '../../runtime/create-runtime.ts';

/** Written by others' requests and by the sweeper, by design. */
const passing = ['auditevents', 'ratelimits', 'idempotencykeys', 'migrationlocks'];

/**
 * Everything of a user and their workspace: rows by collection as they are stored, and the names of blobs.
 * Rows of the outbox without their tries, which go on by themselves.
 */
export async function snapshotOf(
  { mongo, blobs }: Pick<Runtime, 'mongo' | 'blobs'>,
  user: { id: string; workspaceId: string },
): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const collection of await mongo.connection.db!.collections()) {
    if (passing.includes(collection.collectionName)) continue;
    const owned = [
      { workspaceId: user.workspaceId },
      { userId: user.id },
      { _id: user.id },
      { _id: user.workspaceId },
    ];
    const rows = await collection
      .find({ $or: owned } as object, { projection: { attempts: 0, nextAttemptAt: 0 } })
      .sort({ _id: 1 })
      .toArray();
    if (rows.length > 0) found[collection.collectionName] = rows;
  }
  const names = [];
  for await (const { name, bytes } of blobs.list('assets', user.workspaceId)) names.push([name, bytes]);
  for await (const { name, bytes } of blobs.list('backups', user.id)) names.push([name, bytes]);
  for await (const { name, bytes } of blobs.list('uploads', user.workspaceId)) names.push([name, bytes]);
  for (const upload of await mongo.models.imports.find({ workspaceId: user.workspaceId }).lean()) {
    for (const { blobName } of upload.files) {
      for (const block of await blobs.stagedBlocks('uploads', blobName)) names.push([blobName, block]);
    }
  }
  return { ...found, blobs: names };
}
