import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Api, createApp } from '../../api/app.ts';
import { eventually } from '../support/eventually.ts';
import { type Product, startProduct } from '../support/product.ts';
import { goodPassword } from '../support/start-api.ts';

let product: Product;
let api: Api;
let server: Server;
let url: string;
beforeAll(async () => {
  product = await startProduct();
  api = createApp(product.runtime);
  server = createServer(api.app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
}, 120_000);
afterAll(async () => {
  await api?.stop();
  server?.close();
  server?.closeAllConnections();
  await product?.close();
}, 60_000);

const post = async (path: string, body: unknown) => {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
};

/** The token of the newest mail to an address whose link leads to `page`, once it has arrived. */
const mailedToken = (to: string, page: string): Promise<string> =>
  eventually(`a mail to ${page}`, async () => {
    const answer = await fetch(`${product.sandbox.url}/_sandbox/mailbox?to=${to}`);
    const { mails } = (await answer.json()) as { mails: { links: string[] }[] };
    const links = mails.flatMap((mail) => mail.links).map((link) => new URL(link));
    return links.findLast(({ pathname }) => pathname === page)?.searchParams.get('token') ?? null;
  });

test('who signs up gets a mail whose link confirms the address, and later one that sets a new password', async () => {
  const email = 'zoe@example.test';
  const registered = await post('/auth/register', {
    email,
    password: goodPassword(),
    name: 'Zoë',
    consent: true,
  });
  expect(registered.status).toBe(201);
  const token = await mailedToken(email, '/verify');
  expect((await post('/auth/verify-email', { token })).status).toBe(200);

  expect((await post('/auth/request-password-reset', { email })).status).toBe(202);
  const password = goodPassword();
  const reset = { token: await mailedToken(email, '/reset'), password };
  expect((await post('/auth/reset-password', reset)).status).toBe(200);
  const signedIn = await post('/auth/login', { email, password });
  expect(signedIn.body).toMatchObject({ user: { email, emailVerified: true } });
}, 120_000);
