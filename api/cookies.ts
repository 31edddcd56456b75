import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { Env } from '../runtime/env.ts';

type PublicUrl = Pick<Env, 'PUBLIC_URL'>;

const isSecure = (env: PublicUrl) => env.PUBLIC_URL.startsWith('https:');

/** `__Host-` and `__Secure-` (RFC 6265bis §4.1.3) need https; over http the plain names are used. */
export const cookieNames = (env: PublicUrl) => ({
  access: isSecure(env) ? '__Host-perennial' : 'perennial',
  refresh: isSecure(env) ? '__Secure-perennial-refresh' : 'perennial-refresh',
});

/** The refresh token is sent only to where it is exchanged, on both prefixes. */
const refreshPaths = ['/api/v1/auth', '/api/auth'];

export interface CookieTokens {
  accessToken: string;
  accessSeconds: number;
  refreshToken: string;
  refreshSeconds: number;
}

/** HttpOnly, SameSite=Lax: sent when a login dialog leads back here, not with a foreign site's own requests. */
export function setSessionCookies(env: PublicUrl, response: Response, tokens: CookieTokens): void {
  const names = cookieNames(env);
  const common = { httpOnly: true, sameSite: 'lax', secure: isSecure(env) } as const;
  response.cookie(names.access, tokens.accessToken, {
    ...common,
    path: '/',
    maxAge: tokens.accessSeconds * 1000,
  });
  for (const path of refreshPaths) {
    response.cookie(names.refresh, tokens.refreshToken, {
      ...common,
      path,
      maxAge: tokens.refreshSeconds * 1000,
    });
  }
}

export function clearSessionCookies(env: PublicUrl, response: Response): void {
  const names = cookieNames(env);
  const common = { httpOnly: true, sameSite: 'lax', secure: isSecure(env) } as const;
  response.clearCookie(names.access, { ...common, path: '/' });
  for (const path of refreshPaths) response.clearCookie(names.refresh, { ...common, path });
}

export function readSessionCookies(
  env: PublicUrl,
  request: Request,
): { access: string | undefined; refresh: string | undefined } {
  const cookies = parseCookie(request.headers.cookie ?? '');
  const names = cookieNames(env);
  return { access: cookies[names.access], refresh: cookies[names.refresh] };
}
