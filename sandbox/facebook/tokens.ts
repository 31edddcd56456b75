import { createHash, randomBytes } from 'node:crypto';
import type { SandboxContext } from '../core/context.ts';
import type { Person } from '../people/types.ts';
import { facebookApp } from './app.ts';
import { readGrant } from './grants.ts';
import { GraphError } from './graph-error.ts';

/** A user token; it is kept by its hash, so that no token lies in the sandbox's files. */
export interface Token {
  personId: string;
  kind: 'short' | 'long';
  issuedAt: number;
  expiresAt: number;
  /** Tokens of an older session than the person's are void. */
  session: number;
  /** Loses its session half-way through a listing of photos (the troublesome person's first one). */
  fused: boolean;
}

/** `number` counts changes of the password; `interrupted` stays until a listing was read to its end. */
interface Session {
  number: number;
  interrupted: boolean;
}

export function readSession(context: SandboxContext, personId: string): Session {
  return context.store.get<Session>('sessions', personId) ?? { number: 1, interrupted: false };
}

export function keepSession(context: SandboxContext, personId: string, session: Session): void {
  context.store.set('sessions', personId, session);
}

/** Ends every token of the person, as a changed password does. */
export function endSession(context: SandboxContext, personId: string, interrupted: boolean): void {
  keepSession(context, personId, { number: readSession(context, personId).number + 1, interrupted });
  context.ledger.record('graph.facebook.com', 'session.ended', personId);
}

/** A long token made from a short one keeps its fuse. */
export function issueToken(context: SandboxContext, person: Person, kind: Token['kind'], fused?: boolean) {
  const { shortTokenSeconds, longTokenSeconds } = context.settings();
  const seconds = kind === 'short' ? shortTokenSeconds : longTokenSeconds;
  const session = readSession(context, person.id);
  const value = `EAA${randomBytes(96).toString('base64url').replaceAll(/[-_]/g, 'Z')}`;
  const token: Token = {
    personId: person.id,
    kind,
    issuedAt: context.now(),
    expiresAt: context.now() + seconds * 1000,
    session: session.number,
    fused: fused ?? (person.interruptedAt !== undefined && !session.interrupted),
  };
  context.store.set('tokens', hash(value), token);
  context.ledger.record('graph.facebook.com', `token.${kind}`, person.id);
  return { access_token: value, token_type: 'bearer', expires_in: seconds };
}

export function findToken(context: SandboxContext, value: string): Token | undefined {
  return context.store.get<Token>('tokens', hash(value));
}

/** Why the token is void, if it is: 190 with the subcode Graph gives for each reason. */
export function tokenProblem(context: SandboxContext, value: string): GraphError | undefined {
  const token = findToken(context, value);
  const person = token === undefined ? undefined : context.people.find(token.personId);
  const problem = (message: string, error_subcode?: number) =>
    new GraphError({ message, code: 190, ...(error_subcode === undefined ? {} : { error_subcode }) });
  if (token === undefined || person === undefined)
    return problem('Invalid OAuth access token - Cannot parse access token');
  if (!readGrant(context, person).connected) {
    return problem(
      `Error validating access token: The user has not authorized application ${facebookApp.id}.`,
      458,
    );
  }
  if (token.session !== readSession(context, person.id).number) {
    return problem(
      'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
      460,
    );
  }
  if (token.expiresAt <= context.now()) {
    const at = (ms: number) => new Date(ms).toUTCString();
    return problem(
      `Error validating access token: Session has expired on ${at(token.expiresAt)}. The current time is ${at(context.now())}.`,
      463,
    );
  }
  return undefined;
}

export function hash(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}
