import { ulid } from 'ulid';
import { ProviderError } from '../../providers/errors.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { ConnectionDoc } from '../../schemas/models/connection.ts';
import type { OauthStateDoc } from '../../schemas/models/oauth-state.ts';
import { findRole } from '../accounts/find-object.ts';
import { facebookRedirectUri } from './begin-facebook-login.ts';
import { sealToken } from './connection-token.ts';
import { verifyState } from './login-state.ts';
import { requireFacebook } from './require-facebook.ts';

export interface LoginAnswer {
  state?: string | undefined;
  code?: string | undefined;
  error?: string | undefined;
  error_code?: string | undefined;
}

/** Where to send the person next, and what became of the login. Never throws for what people or vendors do. */
export type LoginOutcome = { returnTo: string; workspaceId: string | null } & (
  | { connectionId: string }
  | { error: 'state_invalid' | 'access_denied' | 'login_failed' | 'vendor_unavailable' }
);

/**
 * Finishes a login: the state is used up first, whatever follows. A denial is a normal answer. The same
 * account connected again keeps its connection and gets the new token (this is also how permissions are added
 * and an ended login is mended).
 */
export async function completeFacebookLogin(
  runtime: Pick<Runtime, 'mongo' | 'clock' | 'env' | 'envelopes' | 'providers' | 'logger'>,
  answer: LoginAnswer,
  session: { userId: string; sessionId: string },
): Promise<LoginOutcome> {
  const begun = await useState(runtime, answer.state, session);
  // A role may have been lost while the dialog was open.
  if (!begun || !(await mayConnect(runtime, begun))) {
    return { returnTo: '/connections', workspaceId: null, error: 'state_invalid' };
  }
  const where = { returnTo: begun.returnTo, workspaceId: begun.workspaceId };
  if (answer.error || answer.error_code || !answer.code) return { ...where, error: 'access_denied' };
  try {
    const connection = await connect(runtime, begun, answer.code);
    return { ...where, connectionId: connection._id };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    runtime.logger.warn({ err: error }, 'login at Facebook could not be completed');
    return { ...where, error: error.retryable ? 'vendor_unavailable' : 'login_failed' };
  }
}

async function useState(
  { mongo, clock, env }: Pick<Runtime, 'mongo' | 'clock' | 'env'>,
  state: string | undefined,
  session: { userId: string; sessionId: string },
): Promise<OauthStateDoc | null> {
  const nonce = state ? verifyState(env.PERENNIAL_STATE_SECRET, state) : null;
  if (!nonce) return null;
  return mongo.models.oauthStates
    .findOneAndUpdate(
      {
        _id: nonce,
        usedAt: null,
        expiresAt: { $gt: clock.date() },
        userId: session.userId,
        sessionId: session.sessionId,
      },
      { $set: { usedAt: clock.date() } },
      { returnDocument: 'after' },
    )
    .lean();
}

async function mayConnect({ mongo }: Pick<Runtime, 'mongo'>, begun: OauthStateDoc): Promise<boolean> {
  const role = await findRole(mongo, begun.workspaceId, begun.userId);
  return role === 'editor' || role === 'owner';
}

async function connect(
  runtime: Pick<Runtime, 'mongo' | 'clock' | 'env' | 'envelopes' | 'providers'>,
  begun: OauthStateDoc,
  code: string,
): Promise<ConnectionDoc> {
  const { provider, mode } = requireFacebook(runtime);
  const verifier = runtime.envelopes.open(begun.codeVerifier, `oauth-state|${begun._id}`);
  const token = await provider.auth.exchangeCode(code, facebookRedirectUri(runtime.env.PUBLIC_URL), verifier);
  const [account, permissions] = await Promise.all([
    provider.auth.account(token.value),
    provider.auth.permissions(token.value),
  ]);
  const { connections } = runtime.mongo.models;
  const key = { workspaceId: begun.workspaceId, provider: 'facebook' as const, remoteId: account.id };
  // The id is needed before the token can be sealed for it: two steps, the first one without a token.
  const row = await connections
    .findOneAndUpdate(
      key,
      {
        $setOnInsert: {
          _id: ulid(runtime.clock.now()),
          mode,
          displayName: account.name,
          state: 'reconnect',
          connectedByUserId: begun.userId,
          connectedAt: runtime.clock.date(),
        },
      },
      { upsert: true, returnDocument: 'after' },
    )
    .lean();
  const connected = await connections
    .findOneAndUpdate(
      { _id: row._id, workspaceId: begun.workspaceId },
      {
        $set: {
          mode,
          displayName: account.name,
          scopes: permissions.granted,
          declined: permissions.declined,
          state: 'connected',
          stateReason: null,
          token: sealToken(runtime, row, token.value),
          expiresAt: token.expiresAt,
          connectedByUserId: begun.userId,
          connectedAt: runtime.clock.date(),
        },
      },
      { returnDocument: 'after' },
    )
    .lean();
  return connected ?? row;
}
