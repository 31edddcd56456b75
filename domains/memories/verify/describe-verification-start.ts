import type { JobStep } from '../../../schemas/contracts/jobs.ts';
import { searchAttributes, type VerifyBackupInput } from '../../../schemas/contracts/workflows.ts';
import type { JobDoc } from '../../../schemas/models/job.ts';
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
  return {
    workspaceId: job.workspaceId,
    workflowType: 'verifyBackup',
    workflowId: job.workflowId,
    taskQueue: 'workflow',
    input,
    searchAttributes: {
      [searchAttributes.workspace]: job.workspaceId,
      [searchAttributes.area]: 'memories',
      [searchAttributes.platform]: 'archive',
      [searchAttributes.state]: 'running',
    },
    summary: `Check of ${job.subject.name}, attempt ${job.attempt}`,
  };
}
