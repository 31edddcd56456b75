import { createHash, randomBytes } from 'node:crypto';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { FacebookScope } from '../../schemas/contracts/memories.ts';
import { signState } from './login-state.ts';
import { requireFacebook } from './require-facebook.ts';

const stateMinutes = 10;

/** Photos first; posts are asked for only when somebody wants them (progressive permissions). */
const firstScopes: FacebookScope[] = ['public_profile', 'user_photos'];

/** Where Facebook sends people back to; must be registered with the app exactly so. */
export const facebookRedirectUri = (publicUrl: string) =>
  `${publicUrl.replace(/\/$/, '')}/api/v1/oauth/facebook/callback`;

export interface LoginRequest {
  userId: string;
  sessionId: string;
  workspaceId: string;
  purpose: 'memories';
  scopes?: FacebookScope[] | undefined;
  returnTo?: string | undefined;
}

/**
 * Address of the login dialog. The state is signed, usable once, bound to the session that asked and lasts ten
 * minutes; the code is bound to us by PKCE (RFC 7636, RFC 9700 §2.1.1).
 */
export async function beginFacebookLogin(
  runtime: Pick<Runtime, 'mongo' | 'clock' | 'env' | 'envelopes' | 'providers'>,
  request: LoginRequest,
): Promise<{ url: string; expiresAt: string }> {
  const facebook = requireFacebook(runtime);
  const nonce = randomBytes(24).toString('base64url');
  const verifier = randomBytes(48).toString('base64url');
  const scopes = [...new Set<FacebookScope>([...firstScopes, ...(request.scopes ?? [])])];
  const expiresAt = new Date(runtime.clock.now() + stateMinutes * 60_000);
  const declinedBefore = await runtime.mongo.models.connections.exists({
    workspaceId: request.workspaceId,
    provider: 'facebook',
    declined: { $in: scopes },
  });
  await runtime.mongo.models.oauthStates.create({
    _id: nonce,
    userId: request.userId,
    sessionId: request.sessionId,
    workspaceId: request.workspaceId,
    purpose: request.purpose,
    scopes,
    returnTo: request.returnTo ?? '/connections',
    codeVerifier: runtime.envelopes.seal(verifier, `oauth-state|${nonce}`),
    expiresAt,
  });
  const url = facebook.provider.auth.authorizeUrl({
    redirectUri: facebookRedirectUri(runtime.env.PUBLIC_URL),
    state: signState(runtime.env.PERENNIAL_STATE_SECRET, nonce),
    scopes,
    codeChallenge: createHash('sha256').update(verifier).digest('base64url'),
    rerequest: declinedBefore !== null,
  });
  return { url, expiresAt: expiresAt.toISOString() };
}
