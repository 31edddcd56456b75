import type { VerifyBackupInput } from '../../../schemas/contracts/workflows.ts';

/** What every step of a check is told. */
export type VerificationKey = Pick<
  VerifyBackupInput,
  'workspaceId' | 'backupId' | 'verificationId' | 'jobId' | 'attempt'
>;
