import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import yauzl from 'yauzl';
import { type Api, createApp } from '../../api/app.ts';
import { newFolder } from '../support/folders.ts';
import { type Product, startProduct } from '../support/product.ts';
import { announce, runProgram } from '../support/run-program.ts';
import { createArchiveMaker } from '../support/sandbox-archives.ts';

let product: Product;
let api: Api;
let server: Server;
let home: string;
beforeAll(async () => {
  product = await startProduct({ CAPTION_PROVIDERS: 'azure-vision-4' });
  api = createApp(product.runtime);
  server = createServer(api.app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  await api.start();
  home = announce(product.runtime, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
}, 180_000);
afterAll(async () => {
  jest.restoreAllMocks();
  await api?.stop();
  server?.close();
  server?.closeAllConnections();
  await product?.close();
}, 60_000);

test('an unpacked folder becomes a backup, with its report and its ZIP', async () => {
  const maker = createArchiveMaker();
  maker.add({ id: 'few', photos: 8, posts: 3 });
  const archive = { network: 'facebook', era: 'between' } as const;
  const folder = await maker.writeFolder('few', archive, join(newFolder(), 'été'));
  const out = join(newFolder(), 'backup.zip');
  const said: string[] = [];
  await runProgram(home, ['import', folder, '--out', out], said);
  expect(said.slice(1, 4)).toEqual([
    expect.stringMatching(/^Facebook archive of Synthetic few \(.+\), 1 part, \d+ KB$/),
    '  photos: 8 found: 8 imported',
    '  posts: 3 found: 3 imported',
  ]);
  expect(said.at(-1)).toMatch(`ZIP: ${out} (`);
  const zip = await yauzl.openPromise(out, { lazyEntries: true });
  let images = 0;
  for await (const { fileName } of zip.eachEntry()) if (fileName.includes('/images/')) images += 1;
  expect(images).toBe(8);
}, 120_000);
