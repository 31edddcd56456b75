import { searchAttributes, type WorkflowType } from '../../schemas/contracts/workflows.ts';
import type { JobDoc } from '../../schemas/models/job.ts';
import type { WorkflowStart } from './enqueue-workflow.ts';

/** How the workflow of a job about memories is started; `what` and `platform` are for operators, and never personal data. */
export function describeJobStart(
  job: JobDoc,
  { workflowType, platform, what }: { workflowType: WorkflowType; platform: string; what: string },
  input: Record<string, unknown>,
): WorkflowStart {
  return {
    workspaceId: job.workspaceId,
    workflowType,
    workflowId: job.workflowId,
    taskQueue: 'workflow',
    input,
    searchAttributes: {
      [searchAttributes.workspace]: job.workspaceId,
      [searchAttributes.area]: 'memories',
      [searchAttributes.platform]: platform,
      [searchAttributes.state]: 'running',
    },
    summary: `${what} ${job.subject.name}, attempt ${job.attempt}`,
  };
}
