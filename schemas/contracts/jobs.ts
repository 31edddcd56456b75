import { z } from 'zod';
import { Id, Instant, PageQuery, pageOf, Warning } from './common.ts';
import { defineRoute } from './route.ts';

export const JobState = z.enum(['queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled']);
export type JobState = z.infer<typeof JobState>;
export const openJobStates: JobState[] = ['queued', 'running'];

export const JobKind = z.enum(['backup', 'import', 'verification']);
export type JobKind = z.infer<typeof JobKind>;

export const JobStep = z.object({
  name: z
    .string()
    .describe('stable name: list, read, photos, posts, renditions, merge, captions, archive, blobs, entries'),
  state: z.enum(['pending', 'running', 'done', 'failed', 'skipped']),
  done: z.number().int().min(0),
  total: z.number().int().min(0).nullable().describe('null while the total is not known'),
});
export type JobStep = z.infer<typeof JobStep>;

/** Every long task, of whatever kind, is shown to the user as one of these. */
export const Job = z
  .object({
    id: Id,
    workspaceId: Id,
    kind: JobKind,
    state: JobState,
    subject: z.object({ type: z.string(), id: Id, name: z.string() }),
    steps: z.array(JobStep),
    percent: z.number().min(0).max(100),
    etaSeconds: z.number().min(0).nullable().describe('null until it can be estimated'),
    counts: z.record(z.string(), z.number()),
    warnings: z.array(Warning),
    result: z.record(z.string(), z.unknown()).nullable(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    cancelRequested: z.boolean(),
    attempt: z.number().int().min(1),
    version: z.number().int().min(0).describe('grows with every change'),
    createdAt: Instant,
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof Job>;

const JobParams = z.object({ jobId: Id });
const object = { kind: 'job', param: 'jobId' } as const;

export const jobRoutes = {
  list: defineRoute({
    id: 'listJobs',
    area: 'jobs',
    method: 'get',
    path: '/jobs',
    summary: 'Jobs of the workspace, newest first',
    auth: 'user',
    workspace: true,
    query: PageQuery.extend({ state: JobState.optional(), kind: JobKind.optional() }),
    response: pageOf(Job),
    status: 200,
  }),
  get: defineRoute({
    id: 'getJob',
    area: 'jobs',
    method: 'get',
    path: '/jobs/{jobId}',
    summary: 'One job as it stands',
    auth: 'user',
    object,
    params: JobParams,
    response: Job,
    status: 200,
  }),
  events: defineRoute({
    id: 'watchJob',
    area: 'jobs',
    method: 'get',
    path: '/jobs/{jobId}/events',
    summary: 'Server-Sent Events: event `job`, id = version, data = the whole Job; ends with the job',
    auth: 'user',
    object,
    params: JobParams,
    produces: 'text/event-stream',
    status: 200,
  }),
  cancel: defineRoute({
    id: 'cancelJob',
    area: 'jobs',
    method: 'post',
    path: '/jobs/{jobId}/cancel',
    summary: 'Ask a job to stop; what is safe is kept',
    auth: 'user',
    role: 'editor',
    object,
    params: JobParams,
    response: Job,
    status: 202,
  }),
  retry: defineRoute({
    id: 'retryJob',
    area: 'jobs',
    method: 'post',
    path: '/jobs/{jobId}/retry',
    summary: 'Go on with a failed, cancelled or partial job where it stopped',
    auth: 'user',
    role: 'editor',
    object,
    params: JobParams,
    response: Job,
    status: 202,
  }),
};
