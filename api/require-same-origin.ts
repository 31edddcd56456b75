import type { Request } from 'express';
import type { Env } from '../runtime/env.ts';
import { AppError } from '../schemas/contracts/errors.ts';

/** Set by our web client on each request; a foreign page can't set it without a CORS preflight, which fails. */
export const clientHeader = 'x-perennial-client';

/**
 * Guards what a browser does with its cookies: the page must be ours, by Origin and Sec-Fetch-Site
 * (https://www.w3.org/TR/fetch-metadata/) where they are sent, as every browser does, and it must send our
 * header in any case. Throws 403 `accounts.cross_site`.
 */
export function requireSameOrigin(env: Pick<Env, 'PUBLIC_URL'>, request: Request): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const originIsOurs = origin === undefined || isOwnOrigin(env, request, origin);
  const siteIsOurs = site === undefined || site === 'same-origin';
  if (!originIsOurs || !siteIsOurs || !request.headers[clientHeader]) {
    throw new AppError(403, 'accounts.cross_site', 'This request did not come from a page of this site.');
  }
}

/** The configured address, or the one the browser itself asked for: it alone writes Host. */
function isOwnOrigin(env: Pick<Env, 'PUBLIC_URL'>, request: Request, origin: string): boolean {
  if (origin === new URL(env.PUBLIC_URL).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}
