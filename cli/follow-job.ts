import type { Job } from '../schemas/contracts/jobs.ts';
import type { ApiClient } from './api-client.ts';
import { CommandError, type Dependencies } from './dependencies.ts';
import { showProgress } from './show-progress.ts';
import { watchJob } from './watch-job.ts';

/** Shows a job's progress to its end. Throws when it made nothing; `what` names it, as "backup". */
export async function followJob(
  api: ApiClient,
  jobId: string,
  what: string,
  deps: Pick<Dependencies, 'interrupted'>,
): Promise<Job> {
  const view = showProgress(process.stderr);
  let job: Job;
  try {
    job = await watchJob(api, jobId, { onChange: view.update, signal: deps.interrupted });
  } finally {
    view.end();
  }
  if (job.state === 'failed' || job.state === 'cancelled') {
    throw new CommandError(
      `The ${what} ${job.state === 'failed' ? 'failed' : 'was cancelled'}${job.error ? `: ${job.error.message} (${job.error.code})` : '.'}`,
    );
  }
  return job;
}
