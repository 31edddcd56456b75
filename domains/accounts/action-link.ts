import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Env } from '../../runtime/env.ts';
import { Id } from '../../schemas/contracts/common.ts';
import type { ActionTokenDoc } from '../../schemas/models/action-token.ts';

type Purpose = ActionTokenDoc['purpose'];
type Secret = Pick<Env, 'PERENNIAL_STATE_SECRET'>;

const pages: Record<Purpose, string> = { 'verify-email': '/verify', 'reset-password': '/reset' };

const seal = (env: Secret, purpose: Purpose, id: string) =>
  createHmac('sha256', env.PERENNIAL_STATE_SECRET).update(`${purpose}|${id}`).digest();

/**
 * The link of a mail. Its secret half is an HMAC of the stored id, so it can be made again when the mail is
 * sent, and stands neither in the database nor in a workflow's history.
 */
export function makeActionLink(env: Secret & Pick<Env, 'PUBLIC_URL'>, purpose: Purpose, id: string): string {
  const url = new URL(pages[purpose], env.PUBLIC_URL);
  url.searchParams.set('token', `${id}.${seal(env, purpose, id).toString('base64url')}`);
  return url.href;
}

/** Id of the action that a token of a mail names; null when it is not one of ours for this purpose. */
export function readActionToken(env: Secret, purpose: Purpose, token: string): string | null {
  const [id = '', secret = ''] = token.split('.');
  if (!Id.safeParse(id).success) return null;
  const given = Buffer.from(secret, 'base64url');
  const right = seal(env, purpose, id);
  return given.length === right.length && timingSafeEqual(given, right) ? id : null;
}
