import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { JobStep } from '../../../schemas/contracts/jobs.ts';
import type { ImportArchiveInput } from '../../../schemas/contracts/workflows.ts';
import type { JobDoc } from '../../../schemas/models/job.ts';
import { describeJobStart } from '../../jobs/describe-job-start.ts';
import type { WorkflowStart } from '../../jobs/enqueue-workflow.ts';

const importStepNames = ['read', 'photos', 'merge', 'captions', 'archive'] as const;
export type ImportStep = (typeof importStepNames)[number];

/** The steps of an import's job before an attempt. */
export const pendingImportSteps = (): JobStep[] =>
  importStepNames.map((name) => ({ name, state: 'pending', done: 0, total: null }));

/** How the workflow of an import's job is started, for its first attempt and for every later one. */
export function describeImportStart(
  { env }: Pick<Runtime, 'env'>,
  job: JobDoc,
  importId: string,
): WorkflowStart {
  const input: ImportArchiveInput = {
    workspaceId: job.workspaceId,
    importId,
    backupId: job.subject.id,
    jobId: job._id,
    attempt: job.attempt,
    captionWindow: env.CAPTION_WINDOW,
  };
  const start = { workflowType: 'importArchive', platform: 'archive', what: 'Import' } as const;
  return describeJobStart(job, start, input);
}
