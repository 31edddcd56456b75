import type { Router } from 'express';
import { beginFacebookLogin } from '../../domains/memories/begin-facebook-login.ts';
import { completeFacebookLogin } from '../../domains/memories/complete-facebook-login.ts';
import { toConnection } from '../../domains/memories/connection-view.ts';
import { disconnect } from '../../domains/memories/disconnect.ts';
import { verifyConnection } from '../../domains/memories/verify-connection.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { memoriesRoutes as routes } from '../../schemas/contracts/memories.ts';
import { bindRoute } from '../bind-route.ts';
import { sendToSignIn } from './send-to-sign-in.ts';

export function bindConnections(router: Router, runtime: Runtime): void {
  bindRoute(router, runtime, routes.authorizeFacebook, ({ workspaceId, user, session, body }) =>
    beginFacebookLogin(runtime, { workspaceId, userId: user.id, sessionId: session.id, ...body }),
  );

  bindRoute(router, runtime, routes.facebookCallback, async ({ query, user, session, audit, response }) => {
    const outcome = await completeFacebookLogin(runtime, query, { userId: user.id, sessionId: session.id });
    const connected = 'connectionId' in outcome;
    await audit(
      'connection.login',
      connected ? 'allowed' : outcome.error === 'access_denied' ? 'denied' : 'failed',
      connected ? { type: 'connection', id: outcome.connectionId } : undefined,
      outcome.workspaceId,
    );
    const target = new URL(outcome.returnTo, runtime.env.PUBLIC_URL);
    if (connected) target.searchParams.set('connected', outcome.connectionId);
    else target.searchParams.set('error', outcome.error);
    response.redirect(302, target.pathname + target.search);
  });
  router.use(routes.facebookCallback.path, sendToSignIn);

  bindRoute(router, runtime, routes.listConnections, async ({ workspaceId }) => {
    const docs = await runtime.mongo.models.connections.find({ workspaceId }).sort({ _id: -1 }).lean();
    return { items: docs.map(toConnection) };
  });

  bindRoute(router, runtime, routes.verifyConnection, async ({ object }) =>
    toConnection(await verifyConnection(runtime, object)),
  );

  bindRoute(router, runtime, routes.disconnect, async ({ object, audit }) => {
    const doc = await disconnect(runtime, object);
    await audit('connection.disconnect', 'allowed', { type: 'connection', id: doc._id });
    return toConnection(doc);
  });
}
