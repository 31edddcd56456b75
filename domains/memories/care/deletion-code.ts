import { createHmac } from 'node:crypto';
import type { NetworkCallback } from '../../../providers/social/memories-source.ts';
import type { Env } from '../../../runtime/env.ts';

type Secret = Pick<Env, 'PERENNIAL_STATE_SECRET'>;

const seal = (env: Secret, text: string) =>
  createHmac('sha256', env.PERENNIAL_STATE_SECRET).update(`data-deletion|${text}`).digest();

/** The confirmation code of a wish: not to be guessed, and the same when the same callback comes again. */
export const deletionCode = (env: Secret, { accountId, issuedAt }: NetworkCallback) =>
  seal(env, `code|${accountId}|${issuedAt.getTime()}`).toString('base64url').slice(0, 32);

/** What is kept of the account's id, which is personal data itself. */
export const personHash = (env: Secret, accountId: string) =>
  seal(env, `person|${accountId}`).toString('hex');
