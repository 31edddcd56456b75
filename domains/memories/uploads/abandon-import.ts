import type { Runtime } from '../../../runtime/create-runtime.ts';
import { conflict } from '../../../schemas/contracts/errors.ts';
import type { ImportDoc } from '../../../schemas/models/import.ts';
import { removeImport } from './remove-import.ts';

/**
 * Forgets an upload, or the files of an import that has ended; a backup that was made stays. Throws 409
 * `memories.import_running`.
 */
export async function abandonImport(
  dependencies: Pick<Runtime, 'mongo' | 'blobs' | 'clock'>,
  { _id, workspaceId }: Pick<ImportDoc, '_id' | 'workspaceId'>,
): Promise<void> {
  if (await removeImport(dependencies, { _id, workspaceId })) return;
  const running = await dependencies.mongo.models.imports.findOne({ _id, workspaceId }, { jobId: 1 }).lean();
  if (!running) return;
  throw conflict('memories.import_running', 'This import is at work. Cancel its job first.', {
    jobId: running.jobId,
  });
}
