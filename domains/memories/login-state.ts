import { createHmac, timingSafeEqual } from 'node:crypto';

const sign = (secret: string, nonce: string) =>
  createHmac('sha256', secret).update(`oauth-state|${nonce}`).digest('base64url');

/** `nonce.signature`: the row of that nonce holds everything else. */
export const signState = (secret: string, nonce: string) => `${nonce}.${sign(secret, nonce)}`;

/** The nonce of a state that we signed, or null. */
export function verifyState(secret: string, state: string): string | null {
  const [nonce, signature] = state.split('.');
  if (!nonce || !signature) return null;
  const expected = Buffer.from(sign(secret, nonce));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given) ? nonce : null;
}
