import { createHmac } from 'node:crypto';
import type { SandboxContext } from '../core/context.ts';
import { facebookApp } from './app.ts';
import { redeemCode } from './codes.ts';
import { readGrant } from './grants.ts';
import { GraphError } from './graph-error.ts';
import type { Params } from './request-params.ts';
import { findToken, issueToken, tokenProblem } from './tokens.ts';

const appToken = `${facebookApp.id}|${facebookApp.secret}`;

/** `/oauth/access_token`: a code for a token, a short token for a long one, or the app's own token. */
export function exchangeToken(context: SandboxContext, params: Params): object {
  checkApp(params);
  if (params.grant_type === 'client_credentials') return { access_token: appToken, token_type: 'bearer' };
  if (params.grant_type === 'fb_exchange_token') {
    const value = required(params, 'fb_exchange_token');
    const problem = tokenProblem(context, value);
    if (problem !== undefined) throw problem;
    const { personId, fused } = findToken(context, value) as { personId: string; fused: boolean };
    return issueToken(context, personOf(context, personId), 'long', fused);
  }
  const code = required(params, 'code');
  const personId = redeemCode(context, code, required(params, 'redirect_uri'), params.code_verifier);
  return issueToken(context, personOf(context, personId), 'short');
}

/** `/debug_token`, asked with the app's token or a valid token of a person. */
export function debugToken(context: SandboxContext, params: Params): object {
  const asker = required(params, 'access_token');
  if (asker !== appToken) {
    const problem = tokenProblem(context, asker);
    if (problem !== undefined) throw problem;
  }
  const value = required(params, 'input_token');
  const token = findToken(context, value);
  const problem = tokenProblem(context, value);
  if (token === undefined) {
    return { data: { error: { code: 190, message: problem?.message }, is_valid: false, scopes: [] } };
  }
  const { permissions } = readGrant(context, personOf(context, token.personId));
  const scopes = Object.keys(permissions).filter((name) => permissions[name] === 'granted');
  const seconds = (ms: number) => Math.floor(ms / 1000);
  return {
    data: {
      app_id: facebookApp.id,
      type: 'USER',
      application: facebookApp.name,
      data_access_expires_at: seconds(token.issuedAt + 90 * 86_400_000),
      ...(problem === undefined ? {} : { error: problem.body.error }),
      expires_at: seconds(token.expiresAt),
      is_valid: problem === undefined,
      issued_at: seconds(token.issuedAt),
      scopes,
      granular_scopes: scopes.map((scope) => ({ scope })),
      user_id: token.personId,
    },
  };
}

/** Checks `appsecret_proof` when one is sent. */
export function checkProof(token: string, proof: string | undefined): void {
  if (proof === undefined) return;
  if (proof === createHmac('sha256', facebookApp.secret).update(token).digest('hex')) return;
  const message = 'Invalid appsecret_proof provided in the API argument';
  throw new GraphError({ message, type: 'GraphMethodException', code: 100 });
}

function checkApp(params: Params): void {
  if (required(params, 'client_id') !== facebookApp.id) {
    const message = 'Error validating application. Cannot get application info due to a system error.';
    throw new GraphError({ message, code: 101 });
  }
  if (required(params, 'client_secret') !== facebookApp.secret) {
    throw new GraphError({ message: 'Error validating client secret.', code: 1 });
  }
}

function required(params: Params, name: string): string {
  const value = params[name];
  if (value !== undefined && value !== '') return value;
  throw new GraphError({ message: `Missing ${name} parameter.`, code: 101 });
}

function personOf(context: SandboxContext, id: string) {
  const person = context.people.find(id);
  if (person === undefined) throw new GraphError({ message: 'The user no longer exists.', code: 190 });
  return person;
}
