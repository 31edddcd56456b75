import { beginVerification } from '../../domains/memories/verify/begin-verification.ts';
import { checkBackup } from '../../domains/memories/verify/check-backup.ts';
import {
  finishVerification,
  type VerificationEnding,
} from '../../domains/memories/verify/finish-verification.ts';
import { findWorkspaceToSample, sampleBackup } from '../../domains/memories/verify/sample-backup.ts';
import type { VerificationKey } from '../../domains/memories/verify/verification-key.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { JobState } from '../../schemas/contracts/jobs.ts';
import { runActivity } from '../run-activity.ts';

/** Steps of a check; reading goes on where an interrupted attempt has saved its position. */
export function createVerifyActivities(runtime: Runtime) {
  return {
    beginVerification: (key: VerificationKey): Promise<boolean> =>
      runActivity(() => beginVerification(runtime, key)),

    checkBackup: (key: VerificationKey): Promise<void> =>
      runActivity((signal) => checkBackup(runtime, key, signal)),

    finishVerification: (key: VerificationKey, ending: VerificationEnding): Promise<JobState> =>
      runActivity(() => finishVerification(runtime, key, ending)),

    findWorkspaceToSample: (after: string | null): Promise<string | null> =>
      runActivity(() => findWorkspaceToSample(runtime, after)),

    sampleBackup: (workspaceId: string): Promise<void> =>
      runActivity((signal) => sampleBackup(runtime, workspaceId, signal)),
  };
}
