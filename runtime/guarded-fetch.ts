import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, buildConnector, fetch as undiciFetch } from 'undici';
import type { Fetch } from '../providers/http.ts';

/**
 * A fetch for addresses that a user or a vendor gave (SSRF guard). Every connection, so every redirect too,
 * goes only to a public address, unless its exact origin is one of `allowedOrigins` (configured vendors, blob
 * storage). The name is resolved here and the connection pinned to what was checked.
 */
export function createGuardedFetch(allowedOrigins: Iterable<string>): {
  fetch: Fetch;
  close(): Promise<void>;
} {
  const allowed = new Set(allowedOrigins);
  const connect = buildConnector({ timeout: 10_000 });
  const agent = new Agent({
    connections: 64,
    keepAliveTimeout: 10_000,
    connect(options, callback) {
      const port = options.port || (options.protocol === 'https:' ? '443' : '80');
      // An IPv6 address comes without its brackets.
      const host = isIP(options.hostname) === 6 ? `[${options.hostname}]` : options.hostname;
      const origin = new URL(`${options.protocol}//${host}:${port}`).origin;
      if (allowed.has(origin)) return connect(options, callback);
      publicAddress(options.hostname).then(
        (address) =>
          connect(
            { ...options, hostname: address, servername: options.servername || options.hostname },
            callback,
          ),
        (error: Error) => callback(error, null),
      );
    },
  });
  const fetch = ((input: string | URL, init?: RequestInit) =>
    undiciFetch(input, { ...init, dispatcher: agent } as never)) as unknown as Fetch;
  return { fetch, close: () => agent.destroy() };
}

/** The first address of a name when all of them are public unicast; throws otherwise. */
async function publicAddress(hostname: string): Promise<string> {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(bare) ? [bare] : (await lookup(bare, { all: true })).map(({ address }) => address);
  const refused = addresses.find((address) => !isPublic(address));
  const [first] = addresses;
  if (refused || !first) throw new Error(`Connections to ${hostname} are not allowed.`);
  return first;
}

/** What IANA has given out for IPv6; below it lie addresses that only carry an IPv4 one. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/** Global unicast only: private, loopback, link-local, CGNAT, ULA, NAT64, 6to4 and mapped ranges are not. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(globalUnicast));
}
