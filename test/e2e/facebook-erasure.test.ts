import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Api, createApp } from '../../api/app.ts';
import { eventually } from '../support/eventually.ts';
import { type Product, startProduct } from '../support/product.ts';

let product: Product;
let api: Api;
let server: Server;
let url: string;
beforeAll(async () => {
  product = await startProduct({ CAPTION_PROVIDERS: 'azure-vision-4', TRUST_PROXY_HOPS: '0' });
  api = createApp(product.runtime);
  server = createServer(api.app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 180_000);
afterAll(async () => {
  await api?.stop();
  server?.closeAllConnections();
  server?.close();
  await product?.close();
}, 60_000);

/** What is left of a workspace in database and storage. */
async function leftOf({ runtime, workspaceId }: Product): Promise<Record<string, number>> {
  const { models } = runtime.mongo;
  const left: Record<string, number> = {};
  for (const name of ['connections', 'backups', 'memories', 'assets', 'remotePhotos'] as const) {
    left[name] = await (models[name] as typeof models.backups).countDocuments({ workspaceId });
  }
  for (const [container, prefix] of [
    ['assets', workspaceId],
    ['backups', product.userId],
  ] as const) {
    left[`${container} in storage`] = 0;
    for await (const _blob of runtime.blobs.list(container, `${prefix}/`))
      left[`${container} in storage`]! += 1;
  }
  return left;
}

test('a person who removes the app at Facebook and asks for erasure: nothing is left, and a page says so', async () => {
  await product.post('/_sandbox/people', { id: 'leaver', photos: 4, posts: 1 });
  const job = await product.startBackup(await product.connect('leaver'));
  expect((await product.waitForJob(job._id)).state).toBe('succeeded');
  const before = await leftOf(product);
  expect(Object.entries(before).filter(([, count]) => count === 0)).toEqual([]);

  const answer = await fetch(`${product.sandbox.url}/www.facebook.com/settings/apps`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      person: 'leaver',
      action: 'delete',
      callbacks: `${url}/api/v1/oauth/facebook/`,
    }),
  });
  const { callbacks } = (await answer.json()) as {
    callbacks: { kind: string; status: number; url: string }[];
  };
  expect(callbacks.map(({ kind, status }) => [kind, status])).toEqual([
    ['deauthorize', 200],
    ['data-deletion', 200],
  ]);
  const page = async () => (await fetch(url + new URL(callbacks[1]?.url ?? '').pathname)).text();
  expect(await page()).toMatch(/<h1>Your (wish was received|data is being erased|data is erased)<\/h1>/);
  await eventually('erased', async () => (await page()).includes('<h1>Your data is erased</h1>'), 120_000);

  const after = await leftOf(product);
  expect(Object.entries(after).filter(([, count]) => count > 0)).toEqual([]);
  // What was done stays known, with no name in it.
  const ended = await product.waitForJob(job._id);
  expect(ended.state).toBe('succeeded');
}, 240_000);
