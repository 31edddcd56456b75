import type { BackupKey } from '../../domains/memories/backup/backup-key.ts';
import type { BackupEnding } from '../../domains/memories/backup/finish-backup.ts';
import { reportProgress, type StepReport } from '../../domains/memories/backup/report-progress.ts';
import { beginImport, type ImportPlan } from '../../domains/memories/imports/begin-import.ts';
import { finishImport } from '../../domains/memories/imports/finish-import.ts';
import type { ImportKey } from '../../domains/memories/imports/import-key.ts';
import { importPhotos } from '../../domains/memories/imports/import-photos.ts';
import { mergeEarlier } from '../../domains/memories/imports/merge-earlier.ts';
import { openUpload } from '../../domains/memories/imports/open-upload.ts';
import { readArchive } from '../../domains/memories/imports/read-archive.ts';
import { refuseImport } from '../../domains/memories/imports/refuse-import.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { JobState } from '../../schemas/contracts/jobs.ts';
import type { JobDoc } from '../../schemas/models/job.ts';
import { runActivity } from '../run-activity.ts';
import { createProcessLimits } from './create-process-limits.ts';
import { keepOpened } from './keep-opened.ts';
import { createThrottle } from './throttle.ts';

/** Steps of an import; every one may be repeated without doing anything twice. */
export function createImportActivities(runtime: Runtime, limits = createProcessLimits()) {
  const throttled = createThrottle((key: BackupKey, report?: StepReport) =>
    reportProgress(runtime, key, report),
  );
  const withUpload = keepOpened((key: ImportKey) => openUpload(runtime, key));

  return {
    beginImport: (key: ImportKey & { attempt: number }): Promise<ImportPlan> =>
      runActivity(() => beginImport(runtime, key)),

    readArchive: (key: ImportKey): Promise<{ pages: number }> =>
      runActivity((signal) =>
        withUpload(key, (opened) =>
          readArchive(runtime, key, opened, { signal, onBatch: () => throttled(key) }),
        ),
      ),

    importPhotos: (key: ImportKey & { page: number }): Promise<void> =>
      runActivity((signal) =>
        withUpload(key, (opened) =>
          importPhotos(runtime, key, opened, limits, { signal, onPhoto: () => throttled(key) }),
        ),
      ),

    mergeEarlier: (key: ImportKey): Promise<void> =>
      runActivity((signal) => mergeEarlier(runtime, key, { signal, onPage: () => throttled(key) })),

    refuseImport: (
      key: ImportKey & { attempt: number },
      refusal: NonNullable<JobDoc['error']>,
    ): Promise<void> => runActivity((signal) => refuseImport(runtime, key, refusal, signal)),

    finishImport: (key: ImportKey, ending: BackupEnding & { attempt: number }): Promise<JobState> =>
      runActivity(() => finishImport(runtime, key, ending)),
  };
}
