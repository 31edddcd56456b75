import { randomUUID } from 'node:crypto';
import type { Job } from '../schemas/contracts/jobs.ts';
import { memoriesRoutes } from '../schemas/contracts/memories.ts';
import type { ApiClient } from './api-client.ts';
import type { Dependencies } from './dependencies.ts';
import { followJob } from './follow-job.ts';
import { countsInWords, jobSeconds, secondsInWords } from './words.ts';

/** Starts a backup of a connected account and follows it. */
export async function runBackup(api: ApiClient, connectionId: string, deps: Dependencies): Promise<Job> {
  const job = await api.call(memoriesRoutes.createBackup, {
    body: { connectionId },
    idempotencyKey: randomUUID(),
  });
  return followBackup(api, job.id, deps);
}

/** Shows a backup's progress to its end and says what it made. Throws when it made nothing. */
export async function followBackup(api: ApiClient, jobId: string, deps: Dependencies): Promise<Job> {
  const job = await followJob(api, jobId, 'backup', deps);
  deps.print(
    `Backup of ${job.subject.name}: ${countsInWords(job.counts)} in ${secondsInWords(jobSeconds(job))}`,
  );
  for (const { message, count } of job.warnings)
    deps.print(`  note: ${message}${count ? ` (${count})` : ''}`);
  return job;
}

/** The backup that a job made. */
export function backupIdOf(job: Job): string {
  const id = job.result?.backupId ?? job.subject.id;
  return String(id);
}
