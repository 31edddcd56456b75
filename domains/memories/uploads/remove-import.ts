import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { ImportDoc } from '../../../schemas/models/import.ts';
import { discardFiles } from './discard-files.ts';

/**
 * Removes an import with its files, unless it is running or, with `expiredBy`, lives on beyond that moment. Gives
 * whether it did. When it breaks off half-way, the collector ends it.
 */
export async function removeImport(
  { mongo, blobs, clock }: Pick<Runtime, 'mongo' | 'blobs' | 'clock'>,
  { _id, workspaceId }: Pick<ImportDoc, '_id' | 'workspaceId'>,
  expiredBy?: Date,
): Promise<boolean> {
  const { imports } = mongo.models;
  // Closed first, so that no chunk on its way is kept and no start can come in between.
  const closed = await imports
    .findOneAndUpdate(
      {
        _id,
        workspaceId,
        state: { $ne: 'running' },
        ...(expiredBy ? { expiresAt: { $lt: expiredBy } } : {}),
      },
      { $set: { state: 'cancelled', expiresAt: clock.date() } },
      { returnDocument: 'after' },
    )
    .lean();
  if (!closed) return false;
  await discardFiles(blobs, closed.files);
  await imports.deleteOne({ _id, workspaceId });
  return true;
}
