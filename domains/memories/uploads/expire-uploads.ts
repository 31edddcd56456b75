import type { Runtime } from '../../../runtime/create-runtime.ts';
import { removeImport } from './remove-import.ts';

/** Removes the files and rows of uploads that nobody went on with, and of imports long ended. Gives how many. */
export async function expireUploads(runtime: Pick<Runtime, 'mongo' | 'blobs' | 'clock'>): Promise<number> {
  const now = runtime.clock.date();
  const late = runtime.mongo.models.imports
    .find({ expiresAt: { $lt: now }, state: { $ne: 'running' } }, { workspaceId: 1 })
    .setOptions({ acrossWorkspaces: 'the collector visits all workspaces' })
    .lean()
    .cursor();
  let removed = 0;
  for await (const doc of late) {
    if (await removeImport(runtime, doc, now)) removed += 1;
  }
  return removed;
}
