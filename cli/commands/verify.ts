import { randomUUID } from 'node:crypto';
import { careRoutes, type Verification } from '../../schemas/contracts/care.ts';
import { type Backup, memoriesRoutes } from '../../schemas/contracts/memories.ts';
import type { ApiClient } from '../api-client.ts';
import { CommandError, type Dependencies } from '../dependencies.ts';
import { followJob } from '../follow-job.ts';
import { openInstallation } from '../open-installation.ts';
import { bytesInWords } from '../words.ts';

/** Re-reads a backup from storage and names every file that is missing, changed or unknown. Fails when there is one. */
export async function verify(deps: Dependencies, backupName: string): Promise<void> {
  const { api, close } = await openInstallation(deps);
  try {
    const backup = await findBackup(api, backupName);
    const started = await api.call(careRoutes.verifyBackup, {
      params: { backupId: backup.id },
      idempotencyKey: randomUUID(),
    });
    const job = await followJob(api, started.id, 'check', deps);
    const { items } = await api.call(careRoutes.listVerifications, { params: { backupId: backup.id } });
    const verification = items.find(({ jobId }) => jobId === job.id);
    if (!verification) throw new CommandError('The check left no result.');
    tell(deps, backup, verification);
  } finally {
    await close();
  }
}

function tell(deps: Dependencies, backup: Backup, { checked, findings, findingsTotal }: Verification): void {
  deps.print(
    `Checked ${backup.name}: ${checked.blobs} files, ${checked.entries} entries of the ZIP, ${bytesInWords(checked.bytes)}`,
  );
  for (const { where, kind, path, message } of findings) {
    deps.print(`${kind.padEnd(10)}${where.padEnd(5)}${path}`);
    deps.print(`          ${message}`);
  }
  if (findingsTotal > findings.length) deps.print(`… and ${findingsTotal - findings.length} more`);
  if (findingsTotal > 0) {
    throw new CommandError(
      `The backup is not whole: ${findingsTotal} ${findingsTotal === 1 ? 'finding' : 'findings'}.`,
    );
  }
  deps.print('Whole: every file is what was saved.');
}

/** By its id or name, or the id of its job: `perennial jobs` shows that one. */
async function findBackup(api: ApiClient, wanted: string): Promise<Backup> {
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = cursor ? { limit: 200, cursor } : { limit: 200 };
    const page: { items: Backup[]; nextCursor: string | null } = await api.call(memoriesRoutes.listBackups, {
      query,
    });
    const found = page.items.find(({ id, name, jobId }) => [id, name, jobId].includes(wanted));
    if (found) return found;
    cursor = page.nextCursor;
  } while (cursor);
  throw new CommandError(`There is no backup "${wanted}". Names of backups are in: npx perennial jobs`);
}
