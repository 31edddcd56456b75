import type { z } from 'zod';
import { ErrorBody } from '../schemas/contracts/common.ts';
import type { RouteContract } from '../schemas/contracts/route.ts';

/** The API refused; `code` is one of its namespaced codes, or `http.<status>`. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  /** Seconds after which the same request may succeed; null where the API did not say. */
  readonly retryAfter: number | null;

  constructor(status: number, code: string, message: string, retryAfter: number | null = null) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

interface CallOptions<Q extends z.ZodType, B extends z.ZodType> {
  params?: Record<string, string>;
  query?: z.input<Q>;
  body?: z.input<B>;
  idempotencyKey?: string;
}

export interface ApiClient {
  base: string;
  call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
    route: RouteContract<P, Q, B, R>,
    options?: CallOptions<Q, B>,
  ): Promise<z.output<R>>;
  /** Any path of the API; redirects are not followed. Throws ApiError for a status from 400 on. */
  request(path: string, init?: RequestInit): Promise<Response>;
}

/** Talks to the API as the installation's operator, with the local key. */
export function createApiClient(base: string, localKey: string): ApiClient {
  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(`${base}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { authorization: `Bearer ${localKey}`, ...(init.headers as Record<string, string>) },
    });
    if (answer.status < 400) return answer;
    const text = await answer.text();
    const known = ErrorBody.safeParse(parseJson(text));
    const { code, message } = known.success
      ? known.data.error
      : { code: `http.${answer.status}`, message: `The API answered ${answer.status} to ${path}` };
    throw new ApiError(answer.status, code, message, Number(answer.headers.get('retry-after')) || null);
  }

  return {
    base,
    request,
    async call(route, { params = {}, query, body, idempotencyKey } = {}) {
      const path = fillPath(route, params);
      const search = query ? `?${new URLSearchParams(query as Record<string, string>)}` : '';
      const answer = await request(`${path}${search}`, {
        method: route.method.toUpperCase(),
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      return route.response!.parse(await answer.json());
    },
  };
}

/** Path of a route with its parameters in place. */
export function fillPath({ path }: Pick<RouteContract, 'path'>, params: Record<string, string>): string {
  return `/api/v1${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a proxy's page, not an answer of the API
  }
}
