import { setTimeout as delay } from 'node:timers/promises';
import { type Job, jobRoutes, openJobStates } from '../schemas/contracts/jobs.ts';
import { type ApiClient, ApiError } from './api-client.ts';

/** A restart of the API takes a few seconds; longer than this it is not coming back. */
const patienceMs = 120_000;

/** Follows a job to its end, telling each new version; the API may be restarted meanwhile. */
export async function watchJob(
  api: ApiClient,
  jobId: string,
  options: { onChange: (job: Job) => void; signal: AbortSignal; everyMs?: number },
): Promise<Job> {
  let silentSince: number | null = null;
  let version = -1;
  for (;;) {
    options.signal.throwIfAborted();
    try {
      const job = await api.call(jobRoutes.get, { params: { jobId } });
      silentSince = null;
      if (job.version !== version) options.onChange(job);
      version = job.version;
      if (!openJobStates.includes(job.state)) return job;
    } catch (error) {
      if (error instanceof ApiError && error.status < 500) throw error;
      silentSince ??= Date.now();
      if (Date.now() - silentSince > patienceMs) throw error;
    }
    await delay(options.everyMs ?? 500, undefined, { signal: options.signal });
  }
}
