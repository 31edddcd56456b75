import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Recorder {
  url: string;
  /** Addresses that were asked for, as they stood in the request line. */
  asked: string[];
  /** Every access token that an answer held, in order. */
  tokens: string[];
  close(): Promise<void>;
}

/** Stands between the product and the sandbox and remembers the tokens, which the sandbox itself keeps only as hashes. */
export async function recordAnswers(target: string): Promise<Recorder> {
  const asked: string[] = [];
  const tokens: string[] = [];
  const server = createServer(async (request, response) => {
    asked.push(request.url ?? '');
    const body = Buffer.concat(await request.toArray());
    const { authorization, 'content-type': contentType } = request.headers;
    const answer = await fetch(target + request.url, {
      method: request.method ?? 'GET',
      headers: {
        ...(authorization ? { authorization } : {}),
        ...(contentType ? { 'content-type': contentType } : {}),
      },
      ...(body.length > 0 ? { body } : {}),
    });
    const text = await answer.text();
    for (const [, token] of text.matchAll(/"access_token":"([^"]+)"/g)) tokens.push(token ?? '');
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    tokens,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
