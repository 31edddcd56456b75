import type { z } from 'zod';
import type { RouteContract } from '../../../schemas/contracts/route.ts';

type Given<Name extends string, T extends z.ZodType> = [T] extends [z.ZodUndefined]
  ? { [K in Name]?: never }
  : Record<never, never> extends z.input<T>
    ? { [K in Name]?: z.input<T> }
    : { [K in Name]: z.input<T> };

/** What a route takes: its params, query and body as the contract's schemas accept them. */
export type CallInput<C> =
  C extends RouteContract<infer P, infer Q, infer B, z.ZodType>
    ? Given<'params', P> & Given<'query', Q> & Given<'body', B> & CallOptions
    : never;

/** What a route answers, parsed by its contract. */
export type CallOutput<C> =
  C extends RouteContract<z.ZodType, z.ZodType, z.ZodType, infer R> ? z.output<R> : never;

export interface CallOptions {
  signal?: AbortSignal;
  /** Sent as `Idempotency-Key`: the same key gives the same answer for 24 hours. */
  idempotencyKey?: string;
  /** The workspace of a list or a creation; sent only to routes that take one. */
  workspaceId?: string | undefined;
  /** The body of a route that takes bytes instead of JSON. */
  bytes?: Uint8Array<ArrayBuffer>;
  /** Told how many of those bytes are on their way, again and again. */
  onSent?: (bytes: number) => void;
}

/** Sends a body and tells how much of it is on its way. */
export type SendBytes = (
  url: string,
  init: RequestInit & { headers: Record<string, string> },
  onSent: (bytes: number) => void,
) => Promise<Response>;

/** The same without types, for the code that makes the request. */
export interface LooseInput extends CallOptions {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}
