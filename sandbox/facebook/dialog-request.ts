import { facebookApp, permissionWords } from './app.ts';

/** What the product asked the dialog for. */
export interface DialogRequest {
  redirectUri: string;
  state?: string;
  permissions: string[];
  rerequest: boolean;
  challenge?: { value: string; method: string };
  /** As it came, to be carried from page to page. */
  carried: Record<string, string>;
}

const carriedNames = [
  'client_id',
  'redirect_uri',
  'state',
  'scope',
  'response_type',
  'auth_type',
  'config_id',
  'code_challenge',
  'code_challenge_method',
];

/** Checks the request; a mistake is a text for the page, as nothing may be sent to an unchecked address. */
export function readDialogRequest(params: Record<string, unknown>): DialogRequest | { mistake: string } {
  const text = (name: string): string | undefined => {
    const value = params[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  if (text('client_id') !== facebookApp.id)
    return { mistake: 'Invalid App ID: the app ID given is not known here.' };
  const redirectUri = text('redirect_uri');
  if (redirectUri === undefined) return { mistake: 'The redirect_uri parameter is missing.' };
  if (!isWebAddress(redirectUri))
    return { mistake: 'The redirect_uri must be a whole http or https address.' };
  if ((text('response_type') ?? 'code') !== 'code') return { mistake: 'Only response_type=code is offered.' };
  const method = text('code_challenge_method') ?? 'plain';
  if (!['plain', 'S256'].includes(method)) return { mistake: 'code_challenge_method must be S256 or plain.' };
  // A configuration of "Login for Business" names the permissions itself.
  const scope = text('scope') ?? (text('config_id') === undefined ? '' : 'user_photos');
  const asked = scope.split(/[\s,]+/).filter((name) => name !== '');
  const unknown = asked.filter((name) => permissionWords[name] === undefined);
  if (unknown.length > 0) return { mistake: `Invalid Scopes: ${unknown.join(', ')}.` };
  const challenge = text('code_challenge');
  return {
    redirectUri,
    state: text('state'),
    permissions: [...new Set(['public_profile', ...asked])],
    rerequest: text('auth_type') === 'rerequest',
    ...(challenge === undefined ? {} : { challenge: { value: challenge, method } }),
    carried: Object.fromEntries(
      carriedNames.flatMap((name) => {
        const value = text(name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

function isWebAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return ['http:', 'https:'].includes(url.protocol) && url.hash === '' && url.username === '';
}
