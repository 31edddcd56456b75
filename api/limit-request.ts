import type { Request, Response } from 'express';
import { type Allowance, countRequest } from '../domains/accounts/count-request.ts';
import type { Principal } from '../domains/accounts/find-session.ts';
import { networkOf } from '../domains/accounts/shorten-address.ts';
import type { Runtime } from '../runtime/create-runtime.ts';
import { AppError } from '../schemas/contracts/errors.ts';
import type { RouteContract } from '../schemas/contracts/route.ts';
import { appStateOf } from './request-state.ts';

const defaultLimit = { max: 300, windowSeconds: 60 };
/** Limits up to this many guard an account or a mailbox, and are shared by all processes. */
const strictMax = 60;

/**
 * Counts the request against the route's limit: by user where somebody is signed in, else by network address
 * and, where the body names one, by e-mail too. Throws 429 with the seconds to wait.
 */
export async function limitRequest(
  runtime: Runtime,
  contract: Pick<RouteContract, 'id' | 'limit'>,
  request: Request,
  response: Response,
  who: { principal: Principal | null; body: unknown },
): Promise<void> {
  const rule = contract.limit
    ? { name: contract.id, ...contract.limit }
    : { name: 'default', ...defaultLimit };
  const subjects = subjectsOf(request, who);
  // Side by side: each is a write that waits for the disk, and a login counts two.
  const allowances = await Promise.all(
    subjects.map(
      async (subject): Promise<Allowance> =>
        rule.max <= strictMax
          ? countRequest(runtime, rule, subject)
          : appStateOf(request).limiter.count(rule, subject),
    ),
  );
  const tightest = allowances.reduce((a, b) => (b.remaining < a.remaining || !b.allowed ? b : a));
  response.set({
    'RateLimit-Limit': String(tightest.limit),
    'RateLimit-Remaining': String(tightest.remaining),
    'RateLimit-Reset': String(tightest.resetSeconds),
  });
  if (!tightest.allowed) {
    throw new AppError(429, 'common.rate_limited', 'Too many requests. Please wait a little.', {
      retryAfter: tightest.resetSeconds,
    });
  }
}

function subjectsOf(request: Request, who: { principal: Principal | null; body: unknown }): string[] {
  if (who.principal) return [`user:${who.principal.user._id}`];
  const email = (who.body as { email?: unknown } | undefined)?.email;
  return [`address:${networkOf(request.ip ?? '')}`, ...(typeof email === 'string' ? [`email:${email}`] : [])];
}
