import type { Job } from '../../schemas/contracts/jobs.ts';
import type { JobDoc } from '../../schemas/models/job.ts';

/** The job as clients see it. */
export function toJob(doc: JobDoc): Job {
  return {
    id: doc._id,
    workspaceId: doc.workspaceId,
    kind: doc.kind,
    state: doc.state,
    subject: doc.subject,
    steps: doc.steps,
    percent: doc.percent,
    etaSeconds: doc.etaSeconds,
    counts: doc.counts,
    warnings: doc.warnings,
    result: doc.result,
    error: doc.error,
    cancelRequested: doc.cancelRequestedAt !== null,
    attempt: doc.attempt,
    version: doc.version,
    createdAt: doc.createdAt.toISOString(),
    startedAt: doc.startedAt?.toISOString() ?? null,
    finishedAt: doc.finishedAt?.toISOString() ?? null,
  };
}
