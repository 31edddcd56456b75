import type { JobStep } from '../../../schemas/contracts/jobs.ts';
import type { VerifyBackupInput } from '../../../schemas/contracts/workflows.ts';
import type { JobDoc } from '../../../schemas/models/job.ts';
import { describeJobStart } from '../../jobs/describe-job-start.ts';
import type { WorkflowStart } from '../../jobs/enqueue-workflow.ts';

export const pendingVerificationSteps = (): JobStep[] =>
  ['blobs', 'entries'].map((name) => ({ name, state: 'pending', done: 0, total: null }));

/** How the workflow of a check is started, for its first attempt and for every later one. */
export function describeVerificationStart(job: JobDoc, backupId: string): WorkflowStart {
  const input: VerifyBackupInput = {
    workspaceId: job.workspaceId,
    backupId,
    verificationId: job.subject.id,
    jobId: job._id,
    attempt: job.attempt,
  };
  const start = { workflowType: 'verifyBackup', platform: 'archive', what: 'Check of' } as const;
  return describeJobStart(job, start, input);
}
