import { unauthorized } from '../../../schemas/contracts/errors.ts';
import type { RouteContract } from '../../../schemas/contracts/route.ts';
import { buildUrl } from './build-url.ts';
import type { CallInput, CallOutput, LooseInput, SendBytes } from './call-types.ts';
import { readError, unexpected, unreachable } from './read-error.ts';
import { createRefresher, type RefreshDependencies } from './refresh-session.ts';

export interface Api {
  /** Calls a route and gives its parsed answer; throws AppError with the API's code and message. */
  // biome-ignore lint/suspicious/noExplicitAny: a contract's schemas are invariant; `any` is how a bound says "of whatever types".
  call<C extends RouteContract<any, any, any, any>>(contract: C, input: CallInput<C>): Promise<CallOutput<C>>;
}

export interface ApiDependencies extends Pick<RefreshDependencies, 'storage' | 'locks'> {
  fetch: typeof globalThis.fetch;
  /** Sends a body and tells how far it is; without it `fetch` does, which can't tell. */
  sendBytes?: SendBytes;
}

/** The client of the HTTP interface: same-origin cookies, the CSRF header, one renewal of the session on a 401. */
export function createApi({ fetch, sendBytes, storage, locks }: ApiDependencies): Api {
  const post = () => send('/api/v1/auth/refresh', { method: 'POST', body: '{}' });
  const refresh = createRefresher({ post, storage, locks });

  async function send(url: string, init: RequestInit, onSent?: (bytes: number) => void): Promise<Response> {
    const headers = { ...headersOf(init), ...(init.headers as Record<string, string>) };
    try {
      if (onSent && sendBytes) return await sendBytes(url, { ...init, headers }, onSent);
      return await fetch(url, { ...init, credentials: 'same-origin', headers });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw unreachable(error);
    }
  }

  async function request(contract: RouteContract, input: LooseInput): Promise<Response> {
    const url = buildUrl(contract, input);
    const init: RequestInit = { method: contract.method.toUpperCase(), headers: ownHeaders(contract, input) };
    if (input.signal) init.signal = input.signal;
    if (contract.method !== 'get') init.body = input.bytes ?? JSON.stringify(input.body ?? {});
    const askedAt = Date.now();
    const answer = await send(url, init, input.onSent);
    if (answer.status !== 401 || contract.auth === 'public') return answer;
    if (await refresh(askedAt)) return send(url, init, input.onSent);
    throw unauthorized();
  }

  return {
    async call(contract, input) {
      const answer = await request(contract, input);
      if (!answer.ok) throw await readError(answer);
      if (!contract.response) return undefined as CallOutput<typeof contract>;
      const parsed = contract.response.safeParse(await answer.json().catch(() => undefined));
      if (!parsed.success) throw unexpected(parsed.error);
      return parsed.data;
    },
  };
}

function headersOf(init: RequestInit): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json', 'x-perennial-client': 'web' };
  if (init.body) headers['content-type'] = 'application/json';
  return headers;
}

function ownHeaders(contract: RouteContract, input: LooseInput): Record<string, string> {
  const headers: Record<string, string> = {};
  if (input.idempotencyKey) headers['idempotency-key'] = input.idempotencyKey;
  if (contract.workspace && input.workspaceId) headers['x-workspace-id'] = input.workspaceId;
  if (contract.consumes && input.bytes) headers['content-type'] = contract.consumes;
  return headers;
}
