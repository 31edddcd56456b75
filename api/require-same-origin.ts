import type { Request } from 'express';
import type { Env } from '../runtime/env.ts';
import { AppError } from '../schemas/contracts/errors.ts';

/** Set by our web client on each request; a foreign page can't set it without a CORS preflight, which fails. */
export const clientHeader = 'x-perennial-client';

/**
 * Guards what a browser does with its cookies: the page must be ours, by Origin and Sec-Fetch-Site
 * (https://www.w3.org/TR/fetch-metadata/), and it must send our header. Throws 403 `accounts.cross_site`.
 */
export function requireSameOrigin(env: Pick<Env, 'PUBLIC_URL'>, request: Request): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const originIsOurs = origin === undefined ? undefined : isOwnOrigin(env, request, origin);
  const siteIsOurs = site === undefined ? undefined : site === 'same-origin';
  const named = [originIsOurs, siteIsOurs].filter((answer) => answer !== undefined);
  if (named.length === 0 || named.includes(false) || !request.headers[clientHeader]) {
    throw new AppError(403, 'accounts.cross_site', 'This request did not come from a page of this site.');
  }
}

/** The configured address, or the one the browser itself asked for: it alone writes Host. */
function isOwnOrigin(env: Pick<Env, 'PUBLIC_URL'>, request: Request, origin: string): boolean {
  if (origin === new URL(env.PUBLIC_URL).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}
