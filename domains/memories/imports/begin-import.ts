import type { Runtime } from '../../../runtime/create-runtime.ts';
import { openAttempt } from '../backup/open-attempt.ts';
import type { ImportKey } from './import-key.ts';

export interface ImportPlan {
  /** False: this attempt is over already (ended, superseded or cancelled before it began). */
  go: boolean;
  /** False: everything has been read, or the upload was forgotten; what is stored is what there is. */
  read: boolean;
  /** False: this installation has no captioner. */
  captions: boolean;
}

/** Opens the attempt. One that is not the job's present one does nothing. */
export async function beginImport(
  dependencies: Pick<Runtime, 'mongo' | 'clock' | 'providers'>,
  key: ImportKey & { attempt: number },
): Promise<ImportPlan> {
  if (!(await openAttempt(dependencies, key))) return { go: false, read: false, captions: false };
  const upload = await dependencies.mongo.models.imports
    .findOneAndUpdate(
      { _id: key.importId, workspaceId: key.workspaceId, state: { $ne: 'done' } },
      { $set: { state: 'running' } },
    )
    .lean();
  return { go: true, read: upload !== null, captions: dependencies.providers.captioning };
}
