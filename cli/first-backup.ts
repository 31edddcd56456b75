import { type Backup, memoriesRoutes } from '../schemas/contracts/memories.ts';
import type { RunFile } from '../schemas/contracts/run-file.ts';
import type { ApiClient } from './api-client.ts';
import { connectDemo } from './connect-demo.ts';
import type { Dependencies } from './dependencies.ts';
import { backupIdOf, followBackup, runBackup } from './run-backup.ts';

/**
 * Makes sure that there is a backup to look at: goes on with one under way, makes the first of the demo account, or leaves
 * what is there. Gives the latest, or null where Facebook is the real one and nobody has connected yet.
 */
export async function firstBackup(api: ApiClient, run: RunFile, deps: Dependencies): Promise<Backup | null> {
  const [latest] = (await api.call(memoriesRoutes.listBackups, { query: { limit: 1 } })).items;
  if (latest && latest.state !== 'queued' && latest.state !== 'running') return latest;
  if (latest) {
    deps.print('Going on with the backup that was under way');
    await followBackup(api, latest.jobId, deps);
    return readBackup(api, latest.id);
  }
  const connection = await connectDemo(api, run);
  if (!connection) return null;
  deps.print(`Backing up the demo account of ${connection.displayName}, with captions`);
  return readBackup(api, backupIdOf(await runBackup(api, connection.id, deps)));
}

export function readBackup(api: ApiClient, backupId: string): Promise<Backup> {
  return api.call(memoriesRoutes.getBackup, { params: { backupId } });
}

/** Where the ZIP of a backup is, for a signed-in browser. */
export const archiveUrl = (run: RunFile, backupId: string) =>
  `${run.services.api?.url}/api/v1/memories/backups/${backupId}/archive`;
