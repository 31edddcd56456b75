import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ProviderError } from '../../errors.ts';
import type { NetworkCallback } from '../memories-source.ts';

/** A callback holds an id and some numbers; this is many times its size. */
const mostCharacters = 8_192;
/** Facebook may try again for a while; a copy that turns up later is nobody's wish any more. */
const longestMs = 24 * 3_600_000;
const clockDriftMs = 5 * 60_000;

const Payload = z.object({
  algorithm: z.string(),
  issued_at: z.number().int().positive(),
  user_id: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^\d{1,32}$/)),
});

/**
 * Opens the `signed_request` of a callback: `base64url(signature).base64url(payload)`, HMAC-SHA256 with the app's
 * secret over the second part as it was sent (https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow#parsingsr).
 * Throws ProviderError `rejected` for what is not from Facebook, or is too old. `now`: milliseconds since 1970.
 */
export function readSignedRequest(text: string, secret: string, now: number): NetworkCallback {
  const [signature = '', encoded = '', ...rest] = text.length > mostCharacters ? [] : text.split('.');
  if (!signature || !encoded || rest.length > 0) throw refused('it is not a signed request');
  const given = Buffer.from(signature, 'base64url');
  const right = createHmac('sha256', secret).update(encoded).digest();
  if (given.length !== right.length || !timingSafeEqual(given, right))
    throw refused('its signature is wrong');
  const payload = Payload.safeParse(parseJson(Buffer.from(encoded, 'base64url').toString('utf8')));
  if (!payload.success) throw refused('its payload is not what it should be');
  const { algorithm, issued_at, user_id } = payload.data;
  if (algorithm.toUpperCase() !== 'HMAC-SHA256') throw refused('its algorithm is unknown');
  const age = now - issued_at * 1000;
  if (age > longestMs || age < -clockDriftMs) throw refused('it is out of date');
  return { accountId: user_id, issuedAt: new Date(issued_at * 1000) };
}

const refused = (why: string) =>
  new ProviderError({
    provider: 'facebook',
    code: 'rejected',
    message: `A callback in Facebook's name was refused: ${why}.`,
    retryable: false,
  });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // signed, and still not JSON: refused as a wrong payload
  }
}
