import { createHmac } from 'node:crypto';
import type { SandboxContext } from '../core/context.ts';
import type { Person } from '../people/types.ts';
import { facebookApp, hosts } from './app.ts';

export type CallbackKind = 'deauthorize' | 'data-deletion';

export interface CallbackAnswer {
  /** 0: it could not be reached. */
  status: number;
  /** Where people can see how far a deletion is. */
  url?: string;
  code?: string;
}

/**
 * Where the app takes callbacks, as it would be filled in on the app's dashboard. The sandbox learns it from the address
 * that the dialog sends people back to: the product's callbacks lie beside it.
 */
export function keepCallbackBase(context: SandboxContext, redirectUri: string): void {
  if (!/\/oauth\/facebook\/callback$/.test(new URL(redirectUri).pathname)) return;
  context.store.set('app', 'callbacks', new URL('.', redirectUri).href);
}

export const callbackBase = (context: SandboxContext): string | undefined =>
  context.store.get<string>('app', 'callbacks');

/** `signed_request` as Facebook makes it: `base64url(HMAC-SHA256(secret, payload)).payload`. */
export function signRequest(payload: object): string {
  const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url');
  const signature = createHmac('sha256', facebookApp.secret).update(encoded).digest('base64url');
  return `${signature}.${encoded}`;
}

/** Tells the app what a person has asked for; the answer is what Facebook would show them. */
export async function sendCallback(
  context: SandboxContext,
  kind: CallbackKind,
  person: Person,
  base: string,
): Promise<CallbackAnswer> {
  const issuedAt = Math.floor(context.now() / 1000);
  const payload =
    kind === 'deauthorize'
      ? { algorithm: 'HMAC-SHA256', issued_at: issuedAt, profile_id: person.id, user_id: person.id }
      : { user_id: person.id, algorithm: 'HMAC-SHA256', issued_at: issuedAt, expires: issuedAt + 3_600 };
  const answer = await deliver(new URL(kind, base), signRequest(payload));
  context.ledger.record(hosts.www, `callback.${kind}`, person.id, { status: answer.status });
  return answer;
}

async function deliver(url: URL, signed: string): Promise<CallbackAnswer> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ signed_request: signed }),
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    const body = (await answer.json().catch(() => ({}))) as { url?: unknown; confirmation_code?: unknown };
    return {
      status: answer.status,
      ...(typeof body.url === 'string' && { url: body.url }),
      ...(typeof body.confirmation_code === 'string' && { code: body.confirmation_code }),
    };
  } catch {
    return { status: 0 }; // the app is away; Facebook shows no more than that either
  }
}
