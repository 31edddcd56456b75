import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createGuardedFetch, isPublic } from '../../runtime/guarded-fetch.ts';

let allowed: Server;
let inside: Server;
let guarded: ReturnType<typeof createGuardedFetch>;
/** Connections that reached the server that must not be reached. */
let reached = 0;
const portOf = (server: Server) => (server.address() as AddressInfo).port;
const listen = async (handler: RequestListener, host: string) => {
  const server = createServer(handler).listen(0, host);
  await once(server, 'listening');
  return server;
};

beforeAll(async () => {
  inside = await listen((_request, response) => response.end('the inside'), '::');
  inside.on('connection', () => {
    reached += 1;
  });
  allowed = await listen((request, response) => {
    const to = new URL(request.url ?? '', 'http://x').searchParams.get('to');
    if (to) response.writeHead(302, { location: Buffer.from(to).toString('latin1') }).end();
    else response.end('the vendor');
  }, '127.0.0.1');
  guarded = createGuardedFetch([`http://127.0.0.1:${portOf(allowed)}`]);
});
afterAll(async () => {
  await guarded.close();
  for (const server of [allowed, inside]) server.close();
});

const refusal = async (url: string): Promise<string> => {
  try {
    const answer = await guarded.fetch(url);
    return `answered ${answer.status}: ${await answer.text()}`;
  } catch (error) {
    return ((error as Error).cause as Error)?.message ?? String(error);
  }
};

const disguises = [
  '127.0.0.1',
  'localhost',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '%31%32%37.0.0.1',
  '127。0。0。1',
  '0.0.0.0',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
];

test('the configured origin is reached, on loopback too', async () => {
  const answer = await guarded.fetch(`http://127.0.0.1:${portOf(allowed)}/`);
  expect([answer.status, await answer.text()]).toEqual([200, 'the vendor']);
});

describe('this machine is not reached', () => {
  test.each(disguises)('as %s', async (host) => {
    expect(await refusal(`http://${host}:${portOf(inside)}/`)).toMatch(/not allowed/);
  });

  test.each(disguises)('by a redirect of an allowed vendor to %s', async (host) => {
    const to = encodeURIComponent(`http://${host}:${portOf(inside)}/`);
    expect(await refusal(`http://127.0.0.1:${portOf(allowed)}/?to=${to}`)).toMatch(/not allowed/);
  });

  test('under another name or scheme of an allowed origin', async () => {
    const port = portOf(allowed);
    for (const origin of [
      `http://localhost:${port}`,
      `https://127.0.0.1:${port}`,
      `http://[::ffff:127.0.0.1]:${port}`,
    ]) {
      expect(await refusal(`${origin}/`)).toMatch(/not allowed/);
    }
  });

  test('though it answers whom nobody guards', async () => {
    expect(reached).toBe(0);
    expect(await (await fetch(`http://127.0.0.1:${portOf(inside)}/`)).text()).toBe('the inside');
    expect(reached).toBe(1);
  });
});

test.each([
  ['10.1.2.3', 'private'],
  ['172.16.0.1', 'private'],
  ['192.168.1.1', 'private'],
  ['169.254.169.254', 'metadata of clouds'],
  ['100.64.0.1', 'carrier-grade NAT'],
  ['198.18.0.1', 'benchmarks'],
  ['192.0.2.1', 'documentation'],
  ['224.0.0.1', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['fd12:3456::1', 'unique local'],
  ['fe80::1', 'link-local'],
  ['fec0::1', 'site-local'],
  ['ff02::1', 'multicast'],
  ['64:ff9b::808:808', 'NAT64'],
  ['2001:0:1::1', 'Teredo'],
  ['2001:db8::1', 'documentation'],
  ['::ffff:10.0.0.1', 'mapped private'],
  ['::7f00:1', 'IPv4-compatible'],
  ['4000::1', 'not given out'],
  ['nonsense', 'no address'],
])('%s is not public (%s)', (address) => expect(isPublic(address)).toBe(false));

test.each(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) =>
  expect(isPublic(address)).toBe(true),
);
