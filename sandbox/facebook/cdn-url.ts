import { createHmac } from 'node:crypto';
import type { SandboxContext } from '../core/context.ts';
import { hosts } from './app.ts';

/** Signs the address of one size of a photo until `expiresMs`; `oe` is hex Unix seconds. */
export function cdnUrl(context: SandboxContext, origin: string, file: string, expiresMs: number): string {
  const oe = Math.floor(expiresMs / 1000)
    .toString(16)
    .toUpperCase();
  const query = new URLSearchParams({
    _nc_cat: '105',
    ccb: '1-7',
    _nc_ht: hosts.cdn,
    oh: signature(context, file, oe),
    oe,
  });
  return `${origin}/${hosts.cdn}/v/t39.30808-6/${file}?${query}`;
}

/** Why an address is refused, in the CDN's words; undefined when it is good. */
export function cdnRefusal(
  context: SandboxContext,
  file: string,
  oh: unknown,
  oe: unknown,
): string | undefined {
  if (typeof oh !== 'string' || typeof oe !== 'string' || signature(context, file, oe) !== oh)
    return 'Bad URL hash';
  return Number.parseInt(oe, 16) * 1000 <= context.now() ? 'URL signature expired' : undefined;
}

/** The key follows from the seed, so that addresses stay good over a restart. */
function signature(context: SandboxContext, file: string, oe: string): string {
  const mac = createHmac('sha256', `sandbox-cdn-${context.seed}`).update(`${file}|${oe}`);
  return `00_${mac.digest('base64url').slice(0, 43)}`;
}
