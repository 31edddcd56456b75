import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readPrefix, requestJson, retryAfterMs } from '../../providers/http.ts';

let server: Server;
let base: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/never') return;
    response.setHeader('content-type', 'application/json');
    if (path === '/json') response.writeHead(418).end('{"some":["päß"]}');
    else if (path === '/empty') response.end();
    else if (path === '/half') response.end('{"some":');
    else if (path === '/html') response.end('<html>');
    else if (path === '/reset') request.socket.destroy();
    else if (path === '/drip') {
      response.write('{"some":"');
      const timer = setInterval(() => response.write('x'), 5);
      response.on('close', () => clearInterval(timer));
    } else response.end(JSON.stringify('x'.repeat(5000)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
const ask = (path: string, more: { timeoutMs?: number; maxBytes?: number; signal?: AbortSignal } = {}) =>
  requestJson({ provider: 'acme', fetch, url: base + path, ...more });

describe('one request', () => {
  test('gives status and body, whatever the status', async () => {
    expect(await ask('/json')).toMatchObject({ status: 418, body: { some: ['päß'] } });
    expect((await ask('/empty')).body).toBeNull();
  });

  test.each([
    ['/half', 'bad_answer', true],
    ['/html', 'bad_answer', true],
    ['/reset', 'unavailable', true],
  ])('%s is %s, of unknown outcome', async (path, code, retryable) => {
    await expect(ask(path)).rejects.toMatchObject({
      name: 'ProviderError',
      provider: 'acme',
      code,
      retryable,
      outcome: 'unknown',
    });
  });

  test.each(['/never', '/drip'])('that takes too long (%s) is given up', async (path) => {
    await expect(ask(path, { timeoutMs: 100 })).rejects.toMatchObject({
      code: 'unavailable',
      outcome: 'unknown',
      retryable: true,
    });
  });

  test('whose answer is too large is not read to its end', async () => {
    expect((await ask('/large', { maxBytes: 5002 })).status).toBe(200);
    await expect(ask('/large', { maxBytes: 5001 })).rejects.toMatchObject({
      code: 'bad_answer',
      retryable: true,
    });
  });

  test('that the caller breaks off ends with the caller’s reason', async () => {
    const stop = new AbortController();
    const asking = ask('/never', { signal: stop.signal });
    stop.abort(new Error('cancelled by the user'));
    await expect(asking).rejects.toThrow('cancelled by the user');
  });
});

const now = Date.parse('2026-11-21T10:00:00Z');
test.each([
  [undefined, undefined],
  ['0', 0],
  ['7', 7_000],
  ['7200', 3_600_000],
  ['999999', undefined],
  ['Sat, 21 Nov 2026 10:00:30 GMT', 30_000],
  ['Sat, 21 Nov 2026 09:00:00 GMT', undefined],
  ['soon', undefined],
  ['-5', undefined],
  ['1.5', undefined],
])('Retry-After %j waits %j ms', (header, expected) => {
  const headers = new Headers(header === undefined ? {} : { 'retry-after': header });
  expect(retryAfterMs(headers, now)).toBe(expected);
});

test('of a long body only the beginning is read', async () => {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('abcdefghij')),
    cancel: () => {
      cancelled = true;
    },
  });
  expect(await readPrefix(new Response(body), 25)).toBe('abcdefghijabcdefghijabcde');
  expect(cancelled).toBe(true);
  expect(await readPrefix(new Response(null), 25)).toBe('');
});
