import { jwtVerify, SignJWT } from 'jose';
import type { Env } from '../../runtime/env.ts';
import { Id } from '../../schemas/contracts/common.ts';

type Secret = Pick<Env, 'PERENNIAL_JWT_SECRET'>;

/** What a token names: a session that can be revoked, and whose it is. */
export interface TokenSubject {
  sessionId: string;
  userId: string;
}

const algorithm = 'HS256';
const keyOf = (env: Secret) => new TextEncoder().encode(env.PERENNIAL_JWT_SECRET);

/** A signed token that only names the session; what the session may do is looked up at each request. */
export function issueAccessToken(
  env: Secret,
  subject: TokenSubject,
  issuedAt: number,
  seconds: number,
): Promise<string> {
  const second = Math.floor(issuedAt / 1000);
  return new SignJWT({ sid: subject.sessionId })
    .setProtectedHeader({ alg: algorithm, typ: 'at+jwt' })
    .setSubject(subject.userId)
    .setIssuedAt(second)
    .setExpirationTime(second + seconds)
    .sign(keyOf(env));
}

/** Null for anything that is not a token of ours in force. */
export async function readAccessToken(env: Secret, token: string, now: number): Promise<TokenSubject | null> {
  try {
    const { payload } = await jwtVerify(token, keyOf(env), {
      algorithms: [algorithm],
      typ: 'at+jwt',
      currentDate: new Date(now),
    });
    const sessionId = Id.safeParse(payload.sid);
    const userId = Id.safeParse(payload.sub);
    return sessionId.success && userId.success ? { sessionId: sessionId.data, userId: userId.data } : null;
  } catch {
    return null;
  }
}
