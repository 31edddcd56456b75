import { createHash, randomBytes } from 'node:crypto';
import type { SandboxContext } from '../core/context.ts';
import { GraphError } from './graph-error.ts';
import { hash } from './tokens.ts';

interface Code {
  personId: string;
  redirectUri: string;
  expiresAt: number;
  used: boolean;
  challenge?: { value: string; method: string };
}

export function issueCode(context: SandboxContext, code: Omit<Code, 'used' | 'expiresAt'>): string {
  const value = `AQ${randomBytes(120).toString('base64url')}`;
  const expiresAt = context.now() + context.settings().codeSeconds * 1000;
  context.store.set('codes', hash(value), { ...code, used: false, expiresAt });
  return value;
}

/** The person behind a code, once: a second use, another redirect_uri or a wrong verifier is refused. */
export function redeemCode(
  context: SandboxContext,
  value: string,
  redirectUri: string,
  verifier?: string,
): string {
  const code = context.store.get<Code>('codes', hash(value));
  if (code === undefined) throw refuse('Invalid verification code format.');
  if (code.redirectUri !== redirectUri) {
    throw refuse(
      'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
    );
  }
  if (code.used) throw refuse('This authorization code has been used.', 36009);
  if (code.expiresAt <= context.now()) throw refuse('This authorization code has expired.', 36007);
  if (code.challenge !== undefined && !verifies(code.challenge, verifier))
    throw refuse('Invalid code_verifier parameter.');
  context.store.set('codes', hash(value), { ...code, used: true });
  return code.personId;
}

function verifies(challenge: { value: string; method: string }, verifier: string | undefined): boolean {
  if (verifier === undefined) return false;
  const made =
    challenge.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  return made === challenge.value;
}

function refuse(message: string, error_subcode?: number): GraphError {
  return new GraphError({ message, code: 100, ...(error_subcode === undefined ? {} : { error_subcode }) });
}
