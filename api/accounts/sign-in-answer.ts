import type { Request, Response } from 'express';
import type { SessionTokens } from '../../domains/accounts/open-session.ts';
import { readSignedIn } from '../../domains/accounts/read-profile.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { SignedIn } from '../../schemas/contracts/accounts.ts';
import { setSessionCookies } from '../cookies.ts';

/**
 * Tokens go to a browser as cookies only, and to other clients in the body only. `audited` is waited for beside what
 * is read: a sign-in that can't be put down in the log gives no cookies.
 */
export async function answerSignedIn(
  runtime: Pick<Runtime, 'mongo' | 'env'>,
  response: Response,
  { userId, client, tokens }: { userId: string; client: 'browser' | 'api'; tokens: SessionTokens },
  audited?: Promise<void>,
): Promise<SignedIn> {
  const [signedIn] = await Promise.all([readSignedIn(runtime, userId), audited]);
  if (client === 'browser') {
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
