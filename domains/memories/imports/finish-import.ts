import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { JobState } from '../../../schemas/contracts/jobs.ts';
import { loadBackup } from '../backup/backup-key.ts';
import { type BackupEnding, finishBackup } from '../backup/finish-backup.ts';
import { discardFiles } from '../uploads/discard-files.ts';
import { expiryFrom } from '../uploads/upload-time.ts';
import { buildReport } from './build-report.ts';
import type { ImportKey } from './import-key.ts';

/**
 * Closes the import: the report, then the upload, then job and backup. A finished one's files are removed; after any
 * other ending they are kept for another attempt. Repeating it changes nothing.
 */
export async function finishImport(
  dependencies: Pick<Runtime, 'mongo' | 'blobs' | 'clock'>,
  key: ImportKey,
  ending: BackupEnding & { attempt: number },
): Promise<JobState> {
  const { backups, memories, jobs } = dependencies.mongo.models;
  const { workspaceId, backupId } = key;
  const current = await jobs.findOne({ _id: key.jobId, workspaceId, attempt: ending.attempt }).lean();
  if (!current) return finishBackup(dependencies, key, ending);
  if (ending.outcome === 'finished') {
    // Only after the upload was forgotten is there anything left.
    await memories.updateMany(
      { workspaceId, backupId, kind: 'photo', state: 'listed' },
      { $set: { state: 'failed', problem: uploadGone } },
    );
  }
  const { importReport } = await loadBackup(dependencies, key);
  if (importReport) {
    const report = await buildReport(dependencies, key, importReport);
    await backups.updateOne({ _id: backupId, workspaceId }, { $set: { importReport: report } });
  }
  await closeUpload(dependencies, key, ending);
  return finishBackup(dependencies, key, ending);
}

const uploadGone = {
  code: 'upload_gone',
  message: 'The upload was forgotten before it was imported. Import the archive again, and it is added.',
};

async function closeUpload(
  { mongo, blobs, clock }: Pick<Runtime, 'mongo' | 'blobs' | 'clock'>,
  { workspaceId, importId }: ImportKey,
  { outcome, error }: BackupEnding,
): Promise<void> {
  const { imports } = mongo.models;
  const own = { _id: importId, workspaceId };
  const upload = await imports.findOne(own).lean();
  if (!upload || upload.state === 'done') return;
  // The state first: what is marked as done is never read again, however much of it is left.
  const state = outcome === 'finished' ? 'done' : outcome;
  await imports.updateOne(own, { $set: { state, error, expiresAt: expiryFrom(clock.now()) } });
  if (outcome === 'finished') await discardFiles(blobs, upload.files);
}
