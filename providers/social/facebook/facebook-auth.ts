import { z } from 'zod';
import type { AccessToken, SocialAuth } from '../memories-source.ts';
import type { FacebookOptions } from './facebook.ts';
import type { Graph } from './graph.ts';
import { readSignedRequest } from './read-signed-request.ts';

const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().optional() });
const Me = z.object({ id: z.string(), name: z.string().default('') });
const PermissionList = z.object({
  data: z.array(z.object({ permission: z.string(), status: z.string() })),
});

/** Facebook Login, code flow with PKCE. https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow */
export function createFacebookAuth(options: FacebookOptions, graph: Graph, now: () => number): SocialAuth {
  const app = { client_id: options.FACEBOOK_APP_ID, client_secret: options.FACEBOOK_APP_SECRET };
  const toToken = (answer: z.output<typeof Token>): AccessToken => ({
    value: answer.access_token,
    expiresAt: answer.expires_in ? new Date(now() + answer.expires_in * 1000) : null,
  });

  return {
    authorizeUrl({ redirectUri, state, scopes, codeChallenge, rerequest }) {
      const url = new URL(`${options.FACEBOOK_DIALOG_URL}/${options.FACEBOOK_GRAPH_VERSION}/dialog/oauth`);
      url.search = new URLSearchParams({
        client_id: options.FACEBOOK_APP_ID,
        redirect_uri: redirectUri,
        state,
        response_type: 'code',
        scope: scopes.join(','),
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
        ...(rerequest ? { auth_type: 'rerequest' } : {}),
        ...(options.FACEBOOK_LOGIN_CONFIG_ID ? { config_id: options.FACEBOOK_LOGIN_CONFIG_ID } : {}),
      }).toString();
      return url.href;
    },
    async exchangeCode(code, redirectUri, codeVerifier) {
      const short = await graph.post(
        '/oauth/access_token',
        { ...app, code, redirect_uri: redirectUri, code_verifier: codeVerifier },
        Token,
      );
      // The first token lasts one or two hours; a backup may take longer.
      const long = await graph.post(
        '/oauth/access_token',
        { ...app, grant_type: 'fb_exchange_token', fb_exchange_token: short.access_token },
        Token,
      );
      return toToken(long);
    },
    account: (token) => graph.get('/me', token, { fields: 'id,name' }, Me),
    async permissions(token) {
      const { data } = await graph.get('/me/permissions', token, {}, PermissionList);
      const names = (wanted: boolean) =>
        data.filter(({ status }) => (status === 'granted') === wanted).map(({ permission }) => permission);
      return { granted: names(true), declined: names(false) };
    },
    revoke: (token) => graph.delete('/me/permissions', token),
    readCallback: (signedRequest) => readSignedRequest(signedRequest, options.FACEBOOK_APP_SECRET, now()),
  };
}
