import type { z } from 'zod';

/** Objects whose id may stand in a path; the workspace is taken from the object, never from a header. */
export type ObjectKind =
  | 'backup'
  | 'import'
  | 'job'
  | 'asset'
  | 'connection'
  | 'memory'
  | 'workspace'
  | 'session'
  | 'member';

export type Role = 'viewer' | 'approver' | 'editor' | 'owner';

export interface RouteContract<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
  K extends ObjectKind = ObjectKind,
> {
  /** Unique; becomes the OpenAPI operationId. */
  id: string;
  area: 'accounts' | 'jobs' | 'memories' | 'ops';
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** OpenAPI style below `/api/v1`: `/memories/backups/{backupId}`. */
  path: string;
  summary: string;
  /** `public`: nobody signed in. `local`: only the installation's own key or an operator. */
  auth: 'public' | 'user' | 'local';
  /** Pages of the Temporal UI may call it too, with the cookies that their browser has of this site. */
  fromTemporalUi?: true;
  /** Least role in the workspace; absent = any member. */
  role?: Role;
  /** The path's object; resolved and checked before the handler runs. `deleted`: also a backup that was deleted. */
  object?: { kind: K; param: string; deleted?: true };
  /** The route lists or creates inside a workspace chosen by header, body or query (default: one's own). */
  workspace?: true;
  /** Requests a minute (or the given window) by account and address. Default 300 a minute. */
  limit?: { max: number; windowSeconds: number };
  /** The POST creates or starts something: `Idempotency-Key` is honoured for 24 hours. */
  idempotent?: true;
  params?: P;
  query?: Q;
  body?: B;
  /** Media type of a body that is no JSON; without `body` the handler reads it from the request as a stream. */
  consumes?: string;
  /** Absent for streams, redirects and empty answers; `produces` then says what comes. */
  response?: R;
  produces?: string;
  status: number;
}

/** Identity with inference, so that a contract keeps its exact types. */
export function defineRoute<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodUndefined,
  K extends ObjectKind = never,
>(contract: RouteContract<P, Q, B, R, K>): RouteContract<P, Q, B, R, K> {
  return contract;
}
