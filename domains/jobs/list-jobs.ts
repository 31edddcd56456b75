import type { Job, JobKind, JobState } from '../../schemas/contracts/jobs.ts';
import type { Models } from '../../schemas/models/index.ts';
import { toJob } from './job-view.ts';

/** Jobs of a workspace, newest first; the cursor is the id of the last one seen. */
export async function listJobs(
  models: Models,
  workspaceId: string,
  page: {
    limit: number;
    cursor?: string | undefined;
    state?: JobState | undefined;
    kind?: JobKind | undefined;
  },
): Promise<{ items: Job[]; nextCursor: string | null }> {
  const docs = await models.jobs
    .find({
      workspaceId,
      ...(page.cursor ? { _id: { $lt: page.cursor } } : {}),
      ...(page.state ? { state: page.state } : {}),
      ...(page.kind ? { kind: page.kind } : {}),
    })
    .sort({ _id: -1 })
    .limit(page.limit + 1)
    .lean();
  const items = docs.slice(0, page.limit).map(toJob);
  return { items, nextCursor: docs.length > page.limit ? (items.at(-1)?.id ?? null) : null };
}
