import { createHmac } from 'node:crypto';
import type { z } from 'zod';
import { ProviderError } from '../../errors.ts';
import { type Fetch, requestJson } from '../../http.ts';
import type { FacebookOptions } from './facebook.ts';
import { toFacebookError } from './facebook-errors.ts';

type Query = Record<string, string | number | undefined>;

export interface Graph {
  /** GET with the token in a header and its proof, never in the address. */
  get<T>(path: string, token: string, query: Query, answer: z.ZodType<T>, signal?: AbortSignal): Promise<T>;
  delete(path: string, token: string): Promise<void>;
  /** POST of a form without a user's token: the two token exchanges. */
  post<T>(path: string, form: Record<string, string>, answer: z.ZodType<T>): Promise<T>;
}

/** Calls to graph.facebook.com: versioned path, zod-checked answers, Meta's errors mapped to ours. */
export function createGraph(options: FacebookOptions, context: { fetch: Fetch; now: () => number }): Graph {
  const base = `${options.FACEBOOK_GRAPH_URL}/${options.FACEBOOK_GRAPH_VERSION}`;
  // https://developers.facebook.com/docs/graph-api/guides/secure-requests
  const proof = (token: string) =>
    createHmac('sha256', options.FACEBOOK_APP_SECRET).update(token).digest('hex');

  async function call<T>(
    url: string,
    init: RequestInit,
    answer: z.ZodType<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const reply = await requestJson({ provider: 'facebook', fetch: context.fetch, url, init, signal });
    const error = toFacebookError(reply);
    if (error) throw error;
    const parsed = answer.safeParse(reply.body);
    if (parsed.success) return parsed.data;
    throw new ProviderError({
      provider: 'facebook',
      code: 'bad_answer',
      message: `Facebook's answer does not have the expected form: ${parsed.error.issues[0]?.path.join('.') ?? ''}.`,
      outcome: 'unknown',
      retryable: true,
      status: reply.status,
    });
  }

  const address = (path: string, token: string, query: Query) => {
    const url = new URL(`${base}${path}`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    url.searchParams.set('appsecret_proof', proof(token));
    return url.href;
  };
  const headers = (token: string) => ({ authorization: `Bearer ${token}` });

  return {
    get: (path, token, query, answer, signal) =>
      call(address(path, token, query), { headers: headers(token) }, answer, signal),
    delete: async (path, token) => {
      const url = address(path, token, {});
      const reply = await requestJson({
        provider: 'facebook',
        fetch: context.fetch,
        url,
        init: { method: 'DELETE', headers: headers(token) },
      });
      const error = toFacebookError(reply);
      if (error) throw error;
    },
    post: (path, form, answer) =>
      call(`${base}${path}`, { method: 'POST', body: new URLSearchParams(form) }, answer),
  };
}
