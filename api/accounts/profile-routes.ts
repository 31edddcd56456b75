import type { Router } from 'express';
import { changePassword } from '../../domains/accounts/change-password.ts';
import { endSessions } from '../../domains/accounts/end-sessions.ts';
import { listSessions } from '../../domains/accounts/list-sessions.ts';
import { readProfile } from '../../domains/accounts/read-profile.ts';
import { updateProfile } from '../../domains/accounts/update-profile.ts';
import { describeProviders } from '../../runtime/providers.ts';
import { accountRoutes } from '../../schemas/contracts/accounts.ts';
import { bindRoute } from '../bind-route.ts';
import { clearSessionCookies } from '../cookies.ts';
import { done } from '../route-context.ts';
import type { AccountRuntime } from './router.ts';

export function bindProfileRoutes(router: Router, runtime: AccountRuntime): void {
  const sandbox = describeProviders(runtime.env)
    .filter(({ mode }) => mode === 'sandbox')
    .map(({ name }) => name);

  bindRoute(router, runtime, accountRoutes.me, async ({ user }) => ({
    ...(await readProfile(runtime, user.id)),
    sandbox,
  }));

  bindRoute(router, runtime, accountRoutes.updateProfile, ({ user, body }) =>
    updateProfile(runtime, user.id, body),
  );

  bindRoute(router, runtime, accountRoutes.changePassword, async ({ user, session, body, audit }) => {
    await changePassword(runtime, { userId: user.id, sessionId: session.id }, body);
    await audit('change_password', 'allowed', { type: 'user', id: user.id }, null);
    return done;
  });

  bindRoute(router, runtime, accountRoutes.listSessions, async ({ user, session }) => ({
    items: await listSessions(runtime, user.id, session.id),
  }));

  bindRoute(router, runtime, accountRoutes.revokeOtherSessions, async ({ user, session, audit }) => {
    const revoked = await endSessions(runtime, { userId: user.id, except: session.id }, 'revoked');
    await audit('revoke_other_sessions', 'allowed', { type: 'user', id: user.id }, null);
    return { revoked };
  });

  bindRoute(router, runtime, accountRoutes.revokeSession, async ({ object, session, response, audit }) => {
    await endSessions(runtime, { _id: object._id }, 'revoked');
    if (object._id === session.id) clearSessionCookies(runtime.env, response);
    await audit('revoke_session', 'allowed', { type: 'session', id: object._id }, null);
    return done;
  });
}
