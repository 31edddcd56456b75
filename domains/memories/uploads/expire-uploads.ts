import type { Runtime } from '../../../runtime/create-runtime.ts';
import { abandonImport } from './abandon-import.ts';

/** Removes the files and rows of uploads that nobody went on with, and of imports long ended. Gives how many. */
export async function expireUploads(runtime: Pick<Runtime, 'mongo' | 'blobs' | 'clock'>): Promise<number> {
  const late = runtime.mongo.models.imports
    .find({ expiresAt: { $lt: runtime.clock.date() }, state: { $ne: 'running' } }, { workspaceId: 1 })
    .setOptions({ acrossWorkspaces: 'the collector visits all workspaces' })
    .lean()
    .cursor();
  let removed = 0;
  for await (const doc of late) {
    await abandonImport(runtime, doc);
    removed += 1;
  }
  return removed;
}
