import { createHmac } from 'node:crypto';

/** What tests need of the sandbox over HTTP, as a vendor's client would do it. */
export const app = { id: '100000000000001', secret: 'sandbox-facebook-app-secret' };
export const redirectUri = 'http://localhost:3999/callback';

type Json = Record<string, unknown>;

export async function getJson<T = Json>(
  url: string,
  init?: RequestInit,
): Promise<{ status: number; headers: Headers; body: T }> {
  const answer = await fetch(url, init);
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as T };
}

export async function postJson<T = Json>(url: string, body: unknown): Promise<{ status: number; body: T }> {
  return getJson<T>(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Submits the dialog's second form and gives the address the browser is sent to. */
export async function submitDialog(base: string, form: Record<string, string | string[]>): Promise<URL> {
  const fields: Record<string, string | string[]> = {
    client_id: app.id,
    redirect_uri: redirectUri,
    response_type: 'code',
    state: 'a state',
    action: 'continue',
    ...form,
  };
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) body.append(name, one);
  const answer = await fetch(`${base}/www.facebook.com/v26.0/dialog/oauth`, {
    method: 'POST',
    body,
    redirect: 'manual',
  });
  const location = answer.headers.get('location');
  if (answer.status !== 302 || location === null) throw new Error(`${answer.status} ${await answer.text()}`);
  return new URL(location);
}

export function tokenUrl(base: string, params: Record<string, string>): string {
  const query = new URLSearchParams({ client_id: app.id, client_secret: app.secret, ...params });
  return `${base}/graph.facebook.com/v26.0/oauth/access_token?${query}`;
}

/** A short token of a demo person with these permissions. */
export async function connect(
  base: string,
  person: string,
  permissions: string[],
  more: Record<string, string> = {},
) {
  const back = await submitDialog(base, {
    person,
    scope: permissions.join(','),
    permission: permissions,
    ...more,
  });
  const code = back.searchParams.get('code') ?? '';
  const { body } = await getJson<{ access_token: string; expires_in: number }>(
    tokenUrl(base, { code, redirect_uri: redirectUri }),
  );
  return body.access_token;
}

export function graph<T = Json>(
  base: string,
  path: string,
  token: string,
  params: Record<string, string> = {},
) {
  const query = new URLSearchParams({ access_token: token, ...params });
  return getJson<T>(`${base}/graph.facebook.com/v26.0${path}?${query}`);
}

export interface Listing<T = Json> {
  data: T[];
  paging?: { next?: string; previous?: string; cursors?: { before: string; after: string } };
}

/** Every page of a listing, by `next`. */
export async function readAll<T = Json>(
  base: string,
  path: string,
  token: string,
  params: Record<string, string> = {},
) {
  const first = await graph<Listing<T>>(base, path, token, params);
  const pages = [first.body];
  for (let next = first.body.paging?.next; next !== undefined; next = pages.at(-1)?.paging?.next) {
    pages.push((await getJson<Listing<T>>(next)).body);
  }
  return pages;
}

export const proofOf = (token: string): string =>
  createHmac('sha256', app.secret).update(token).digest('hex');

export interface GraphErrorBody {
  error: { message: string; type: string; code: number; error_subcode?: number; fbtrace_id: string };
}
