import { setTimeout as delay } from 'node:timers/promises';
import type { Router } from 'express';
import { endSessions } from '../../domains/accounts/end-sessions.ts';
import { findByPassword } from '../../domains/accounts/find-by-password.ts';
import { openSession } from '../../domains/accounts/open-session.ts';
import { refreshSession } from '../../domains/accounts/refresh-session.ts';
import { registerUser } from '../../domains/accounts/register-user.ts';
import { requestPasswordReset, resendVerification } from '../../domains/accounts/request-password-reset.ts';
import { resetPassword } from '../../domains/accounts/reset-password.ts';
import { shortenAddress } from '../../domains/accounts/shorten-address.ts';
import { verifyEmail } from '../../domains/accounts/verify-email.ts';
import { type AuditEntry, recordAudit } from '../../domains/audit/record-audit.ts';
import { accountRoutes } from '../../schemas/contracts/accounts.ts';
import { AppError, unauthorized } from '../../schemas/contracts/errors.ts';
import { bindRoute } from '../bind-route.ts';
import { clearSessionCookies, readSessionCookies } from '../cookies.ts';
import { requireSameOrigin } from '../require-same-origin.ts';
import { done, type RouteContext } from '../route-context.ts';
import type { AccountRuntime } from './router.ts';
import { answerSignedIn, clientInfo } from './sign-in-answer.ts';

/** Longer than queueing a mail takes: the time of the answer does not tell a known address from an unknown one. */
const resetAnswerMs = 400;

export function bindAuthRoutes(router: Router, runtime: AccountRuntime): void {
  bindRoute(router, runtime, accountRoutes.register, async ({ body, request, response, requestId }) => {
    if (body.client === 'browser') requireSameOrigin(runtime.env, request);
    const { userId, tokens } = await registerUser(runtime, body, clientInfo(request, body.client));
    await audit(userId, 'register', 'allowed', { request, requestId });
    return answerSignedIn(runtime, response, { userId, client: body.client, tokens });
  });

  bindRoute(router, runtime, accountRoutes.login, async ({ body, request, response, requestId }) => {
    if (body.client === 'browser') requireSameOrigin(runtime.env, request);
    const userId = await findByPassword(runtime, body).catch(async (error: unknown) => {
      if (error instanceof AppError) await audit(null, 'login', 'denied', { request, requestId });
      throw error;
    });
    // Side by side: each is a write that waits for the disk.
    const tokens = openSession(runtime, userId, clientInfo(request, body.client));
    const audited = audit(userId, 'login', 'allowed', { request, requestId });
    return answerSignedIn(runtime, response, { userId, client: body.client, tokens }, audited);
  });

  bindRoute(router, runtime, accountRoutes.refresh, async ({ body, request, response, requestId }) => {
    const fromCookie = body.refreshToken === undefined;
    const token = body.refreshToken ?? readSessionCookies(runtime.env, request).refresh;
    if (!token) throw unauthorized();
    if (fromCookie) requireSameOrigin(runtime.env, request);
    const refreshed = await refreshSession(runtime, token).catch((error: unknown) => {
      if (fromCookie && error instanceof AppError) clearSessionCookies(runtime.env, response);
      throw error;
    });
    if (refreshed.state === 'reused') {
      const object = { type: 'session', id: refreshed.sessionId };
      await audit(refreshed.userId, 'refresh_reused', 'denied', { request, requestId }, object);
      if (fromCookie) clearSessionCookies(runtime.env, response);
      throw unauthorized('accounts.session_ended', 'Your session has ended. Please sign in again.');
    }
    const client = fromCookie ? 'browser' : 'api';
    return answerSignedIn(runtime, response, { ...refreshed, client });
  });

  bindRoute(router, runtime, accountRoutes.logout, async ({ session, response, audit }) => {
    await endSessions(runtime, { _id: session.id }, 'signed_out');
    clearSessionCookies(runtime.env, response);
    await audit('logout', 'allowed', { type: 'session', id: session.id });
    return done;
  });

  bindRoute(router, runtime, accountRoutes.verifyEmail, async ({ body, request, requestId }) => {
    const userId = await verifyEmail(runtime, body.token);
    await audit(userId, 'verify_email', 'allowed', { request, requestId });
    return done;
  });

  bindRoute(router, runtime, accountRoutes.resendVerification, async ({ user }) => {
    await resendVerification(runtime, user.id);
    return done;
  });

  bindRoute(router, runtime, accountRoutes.requestPasswordReset, async ({ body, request, requestId }) => {
    const work = async () => {
      const userId = await requestPasswordReset(runtime, body.email);
      if (userId) await audit(userId, 'request_password_reset', 'allowed', { request, requestId });
    };
    await Promise.all([work(), delay(resetAnswerMs)]);
    return done;
  });

  bindRoute(router, runtime, accountRoutes.resetPassword, async ({ body, request, response, requestId }) => {
    const userId = await resetPassword(runtime, body.token, body.password);
    clearSessionCookies(runtime.env, response);
    await audit(userId, 'reset_password', 'allowed', { request, requestId });
    return done;
  });

  /** On public routes nobody is signed in yet: the user is who the request turned out to be about. */
  function audit(
    userId: string | null,
    action: string,
    outcome: AuditEntry['outcome'],
    { request, requestId }: Pick<RouteContext, 'request' | 'requestId'>,
    object: AuditEntry['object'] = null,
  ): Promise<void> {
    const addressHint = shortenAddress(request.ip ?? '');
    return recordAudit(runtime, {
      workspaceId: null,
      userId,
      action,
      outcome,
      object,
      addressHint,
      requestId,
    });
  }
}
