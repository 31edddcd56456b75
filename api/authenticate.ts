import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import ipaddr from 'ipaddr.js';
import { readAccessToken } from '../domains/accounts/access-token.ts';
import {
  findFirstUser,
  findSession,
  localSessionId,
  type Principal,
} from '../domains/accounts/find-session.ts';
import type { Runtime } from '../runtime/create-runtime.ts';
import { conflict, forbidden, unauthorized } from '../schemas/contracts/errors.ts';
import { readSessionCookies } from './cookies.ts';
import { isTemporalUi } from './ops/allow-temporal-ui.ts';
import { requireSameOrigin } from './require-same-origin.ts';

/**
 * Who is asking: the command line of this machine (local key), an API client (Bearer) or a browser (cookie).
 * A Bearer header wins, and needs no guard against foreign pages, because no browser adds it by itself.
 * Throws 401 where nobody is signed in, 403 for a cookie sent from a foreign page.
 */
export async function authenticate(
  runtime: Runtime,
  request: Request,
  needs: 'user' | 'local',
  allows: { fromTemporalUi?: true } = {},
): Promise<Principal> {
  const principal = await identify(runtime, request, allows);
  if (needs === 'local' && principal.sessionId !== localSessionId && !principal.user.operator) {
    throw forbidden('accounts.operators_only', 'Only an operator of this installation may do this.');
  }
  return principal;
}

async function identify(
  runtime: Runtime,
  request: Request,
  allows: { fromTemporalUi?: true },
): Promise<Principal> {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) {
    if (isLocalKey(runtime, request, bearer)) return findLocalUser(runtime);
    return fromToken(runtime, bearer);
  }
  const { access } = readSessionCookies(runtime.env, request);
  if (access === undefined) throw unauthorized();
  const principal = await fromToken(runtime, access);
  const isForeign = !(allows.fromTemporalUi && isTemporalUi(runtime.env, request.headers.origin));
  if (isForeign && !['GET', 'HEAD', 'OPTIONS'].includes(request.method)) {
    requireSameOrigin(runtime.env, request);
  }
  return principal;
}

async function fromToken(runtime: Runtime, token: string): Promise<Principal> {
  const subject = await readAccessToken(runtime.env, token, runtime.clock.now());
  const principal = subject && (await findSession(runtime, subject));
  if (!principal)
    throw unauthorized('accounts.session_ended', 'Your session has ended. Please sign in again.');
  return principal;
}

async function findLocalUser(runtime: Runtime): Promise<Principal> {
  const principal = await findFirstUser(runtime);
  if (!principal) {
    throw conflict('accounts.no_user', 'There is no user yet. Please register first, in the web interface.');
  }
  return principal;
}

/** The key counts only on this machine itself, never for what a proxy passes on from elsewhere. */
function isLocalKey({ env }: Runtime, request: Request, token: string): boolean {
  if (!env.PERENNIAL_LOCAL_KEY || !isDirectLoopback(request)) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(token), digest(env.PERENNIAL_LOCAL_KEY));
}

function isDirectLoopback(request: Request): boolean {
  const address = request.socket.remoteAddress ?? '';
  const passedOn = request.headers['x-forwarded-for'] ?? request.headers.forwarded;
  return passedOn === undefined && ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}
