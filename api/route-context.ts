import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { ObjectDocs } from '../domains/accounts/find-object.ts';
import type { Principal } from '../domains/accounts/find-session.ts';
import type { Runtime } from '../runtime/create-runtime.ts';
import type { Logger } from '../runtime/logger.ts';
import type { ObjectKind, Role } from '../schemas/contracts/route.ts';
import type { Access } from './authorise.ts';

/** What a handler gets: everything parsed, authenticated and authorised. */
export interface RouteContext<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  K extends ObjectKind = ObjectKind,
> {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  /** Throws on a public route. */
  readonly user: { id: string; operator: boolean; personalWorkspaceId: string };
  /** Throws on a public route. */
  readonly session: { id: string };
  /** Of the object in the path, or chosen by header, body or query; throws where the contract has neither. */
  readonly workspaceId: string;
  /** The user's role there. */
  readonly role: Role;
  /** The document of `contract.object`; throws where the contract has none. */
  readonly object: ObjectDocs[K];
  /** Id for what the request creates. With an Idempotency-Key it is the same again after a crash. */
  newId: string;
  requestId: string;
  /** Carries the request's id. */
  logger: Logger;
  request: Request;
  response: Response;
  runtime: Runtime;
  /** Appends to the audit log; the workspace is the request's unless another is named. */
  audit(
    action: string,
    outcome: 'allowed' | 'denied' | 'failed',
    object?: { type: string; id: string },
    workspaceId?: string | null,
  ): Promise<void>;
}

/** An answer with another status or headers than the contract's plain one. */
export class Reply<T> {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: T;

  constructor(status: number, headers: Record<string, string>, body: T) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/** `reply(202, { location: `/api/v1/jobs/${id}` }, job)` */
export const reply = <T>(status: number, headers: Record<string, string>, body: T) =>
  new Reply(status, headers, body);

/** Body of an answer that says nothing but that it is done. */
export const done = { ok: true } as const;

/** Without a response schema the handler answers by itself (stream, redirect). */
export type HandlerResult<R extends z.ZodType> = R extends z.ZodUndefined
  ? // biome-ignore lint/suspicious/noConfusingVoidType: a handler that streams returns nothing
    void
  : z.input<R> | Reply<z.input<R>>;

type Base<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Omit<
  RouteContext<P, Q, B>,
  'user' | 'session' | 'workspaceId' | 'role' | 'object'
>;

/** Completes a context with who asks and what for; reading a part that the contract does not have throws. */
export function createContext<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  K extends ObjectKind,
>(base: Base<P, Q, B>, principal: Principal | null, access: Access): RouteContext<P, Q, B, K> {
  return {
    ...base,
    get user() {
      const { _id: id, operator, personalWorkspaceId } = need(principal, 'user').user;
      return { id, operator, personalWorkspaceId };
    },
    get session() {
      return { id: need(principal, 'session').sessionId };
    },
    get workspaceId() {
      return need(access.workspaceId, 'workspace');
    },
    get role() {
      return need(access.role, 'role');
    },
    get object() {
      return need(access.object, 'object') as ObjectDocs[K];
    },
  };
}

function need<T>(value: T | null, what: string): T {
  if (value === null) throw new Error(`The contract of this route gives no ${what}.`);
  return value;
}
