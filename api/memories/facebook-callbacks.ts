import express, { type Router } from 'express';
import { deauthorizeAccount } from '../../domains/memories/care/deauthorize-account.ts';
import { readFacebookCallback } from '../../domains/memories/care/read-facebook-callback.ts';
import { requestDeletion } from '../../domains/memories/care/request-deletion.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { callbackRoutes as routes } from '../../schemas/contracts/callbacks.ts';
import { bindRoute } from '../bind-route.ts';
import { done } from '../route-context.ts';

/** Facebook's own calls: their signature is all that proves them, so no cookie and no header counts here. */
export function bindFacebookCallbacks(router: Router, runtime: Runtime): void {
  const form = express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 20 });
  for (const { path } of Object.values(routes)) router.post(path, form);

  bindRoute(router, runtime, routes.deauthorizeFacebook, async ({ body, audit }) => {
    const callback = readFacebookCallback(runtime, body.signed_request);
    for (const { _id, workspaceId } of await deauthorizeAccount(runtime, callback)) {
      await audit('connection.deauthorize', 'allowed', { type: 'connection', id: _id }, workspaceId);
    }
    return done;
  });

  bindRoute(router, runtime, routes.deleteFacebookData, async ({ body, audit }) => {
    const callback = readFacebookCallback(runtime, body.signed_request);
    const { request, connections } = await requestDeletion(runtime, callback);
    for (const { _id, workspaceId } of connections) {
      await audit('connection.erase', 'allowed', { type: 'connection', id: _id }, workspaceId);
    }
    const url = new URL(`/data-deletion/${request._id}`, runtime.env.PUBLIC_URL).href;
    return { url, confirmation_code: request._id };
  });
}
