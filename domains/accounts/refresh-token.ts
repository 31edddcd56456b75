import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Env } from '../../runtime/env.ts';
import { Id } from '../../schemas/contracts/common.ts';

/** `sessionId.secret`; only its SHA-256 is stored. */
export const newRefreshToken = (sessionId: string): string =>
  `${sessionId}.${randomBytes(32).toString('base64url')}`;

/**
 * The token that follows another. It can be made only with the token and the server's secret together, and is
 * the same each time: when an answer was lost, or two tabs ask at once, both hold the one successor, and the
 * line of tokens never forks.
 */
export function nextRefreshToken(env: Pick<Env, 'PERENNIAL_JWT_SECRET'>, token: string): string {
  const secret = createHmac('sha256', env.PERENNIAL_JWT_SECRET)
    .update(`refresh|${token}`)
    .digest('base64url');
  return `${sessionIdOf(token)}.${secret}`;
}

export const hashRefreshToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Null for what does not have the form of a refresh token. */
export function sessionIdOf(token: string): string | null {
  const [id = '', secret = '', ...rest] = token.split('.');
  return Id.safeParse(id).success && secret.length === 43 && rest.length === 0 ? id : null;
}
