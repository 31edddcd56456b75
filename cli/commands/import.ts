import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { importRoutes } from '../../schemas/contracts/imports.ts';
import type { ApiClient } from '../api-client.ts';
import { checkTarget, placeInFolder } from '../check-target.ts';
import type { Dependencies } from '../dependencies.ts';
import { readBackup } from '../first-backup.ts';
import { followJob } from '../follow-job.ts';
import { openInstallation } from '../open-installation.ts';
import { prepareDemoUser } from '../prepare-demo-user.ts';
import { reportInWords } from '../report-in-words.ts';
import { backupIdOf } from '../run-backup.ts';
import { saveArchive } from '../save-archive.ts';
import { findParts } from '../upload/find-parts.ts';
import { uploadArchive } from '../upload/upload-archive.ts';
import { bytesInWords, jobSeconds, secondsInWords } from '../words.ts';

export interface ImportOptions {
  connection?: string;
  includeMessages?: boolean;
  out?: string;
  force?: boolean;
}

/** Makes a backup of a network's "download your information" archive, and reports on everything in it. */
export async function importArchive(
  deps: Dependencies,
  paths: readonly string[],
  options: ImportOptions,
): Promise<void> {
  if (options.out !== undefined) await checkTarget(options.out, paths, options.force ?? false);
  const parts = await findParts(paths, { log: deps.log, signal: deps.interrupted });
  const { api, run, close } = await openInstallation(deps);
  try {
    await prepareDemoUser(api, deps);
    const wish = {
      connectionId: options.connection ?? null,
      includeMessages: options.includeMessages ?? false,
    };
    const jobId = await uploadArchive(api, parts, wish, deps).catch((error: unknown) => {
      if (deps.interrupted.aborted) {
        deps.log('interrupted: what has arrived is kept for 7 days, and the same command goes on with it');
      }
      throw error;
    });
    const job = await followJob(api, jobId, 'import', deps).catch((error: unknown) => {
      if (deps.interrupted.aborted)
        deps.log('interrupted: everything has arrived, and the import goes on while Perennial runs');
      throw error;
    });
    const backupId = backupIdOf(job);
    const report = await api.call(importRoutes.getImportReport, { params: { backupId } });
    for (const line of reportInWords(report)) deps.print(line);
    for (const { message } of job.warnings) {
      deps.print(`  note: ${message}`);
    }
    const outcome = job.state === 'partial' ? 'Imported what could be' : 'Imported';
    const address = `${run.services.api?.url}/memories/${backupId}`;
    deps.print(`${outcome} in ${secondsInWords(jobSeconds(job))}: ${address}`);
    if (options.out !== undefined) await save(api, backupId, options.out, options.force ?? false, deps);
  } finally {
    await close();
  }
}

/** A folder gets the ZIP under the backup's own name. */
async function save(
  api: ApiClient,
  backupId: string,
  out: string,
  force: boolean,
  deps: Dependencies,
): Promise<void> {
  const backup = await readBackup(api, backupId);
  const isFolder = statSync(out, { throwIfNoEntry: false })?.isDirectory();
  const path = isFolder ? placeInFolder(out, backup.name, force) : resolve(out);
  const { bytes } = await saveArchive(api, backup, path, deps.interrupted);
  deps.print(`ZIP: ${path} (${bytesInWords(bytes)}, checksum good)`);
}
