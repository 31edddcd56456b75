import type { Request, Response } from 'express';
import type { SessionTokens } from '../../domains/accounts/open-session.ts';
import { readSignedIn } from '../../domains/accounts/read-profile.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { SignedIn } from '../../schemas/contracts/accounts.ts';
import { setSessionCookies } from '../cookies.ts';

/**
 * Tokens go to a browser as cookies only, and to other clients in the body only. `audited` is waited for beside the
 * session and what is read: a sign-in that can't be put down in the log gives no tokens.
 */
export async function answerSignedIn(
  runtime: Pick<Runtime, 'mongo' | 'env'>,
  response: Response,
  session: { userId: string; client: 'browser' | 'api'; tokens: SessionTokens | Promise<SessionTokens> },
  audited?: Promise<void>,
): Promise<SignedIn> {
  const [tokens, signedIn] = await Promise.all([
    session.tokens,
    readSignedIn(runtime, session.userId),
    audited,
  ]);
  if (session.client === 'browser') {
    setSessionCookies(runtime.env, response, tokens);
    return signedIn;
  }
  const { accessToken, refreshToken, accessSeconds } = tokens;
  return { ...signedIn, accessToken, refreshToken, expiresIn: accessSeconds };
}

export const clientInfo = (request: Request, client: 'browser' | 'api') => ({
  client,
  userAgent: request.get('user-agent'),
  address: request.ip ?? '',
});
