import type { Runtime } from '../../../runtime/create-runtime.ts';
import { conflict } from '../../../schemas/contracts/errors.ts';
import type { ImportDoc } from '../../../schemas/models/import.ts';
import { discardFiles } from './discard-files.ts';

/**
 * Forgets an upload, or the files of an import that has ended; a backup that was made stays. Throws 409
 * `memories.import_running`. When it breaks off half-way, the collector ends it.
 */
export async function abandonImport(
  { mongo, blobs, clock }: Pick<Runtime, 'mongo' | 'blobs' | 'clock'>,
  { _id, workspaceId }: Pick<ImportDoc, '_id' | 'workspaceId'>,
): Promise<void> {
  const { imports } = mongo.models;
  // Closed first, so that no chunk on its way is kept and no start can come in between.
  const closed = await imports
    .findOneAndUpdate(
      { _id, workspaceId, state: { $ne: 'running' } },
      { $set: { state: 'cancelled', expiresAt: clock.date() } },
      { returnDocument: 'after' },
    )
    .lean();
  if (!closed) {
    const running = await imports.findOne({ _id, workspaceId }, { jobId: 1 }).lean();
    if (!running) return;
    throw conflict('memories.import_running', 'This import is at work. Cancel its job first.', {
      jobId: running.jobId,
    });
  }
  await discardFiles(blobs, closed.files);
  await imports.deleteOne({ _id, workspaceId });
}
