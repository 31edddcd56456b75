import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openToken } from '../../domains/memories/connection-token.ts';
import { type Stack, startStack } from '../../embedded/start-stack.ts';
import { startProduct } from '../support/product.ts';

let home: string;
let stack: Stack;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'perennial-codec-'));
  stack = await startStack({ home, port: 0, only: ['temporal'], log: () => undefined });
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  rmSync(home, { recursive: true, force: true });
}, 60_000);

/** Every byte of Temporal's database, its write-ahead log included. */
const database = () => {
  const folder = join(home, 'temporal');
  return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
};

/** Backs up a person whose login ends half-way, so that histories hold results and failures. */
async function runBackup(codec: 'on' | 'off') {
  const { TEMPORAL_ADDRESS = '', TEMPORAL_NAMESPACE = '' } = stack.env;
  const product = await startProduct({
    TEMPORAL_ADDRESS,
    TEMPORAL_NAMESPACE,
    TEMPORAL_CODEC: codec,
    CAPTION_PROVIDERS: 'azure-vision-4',
  });
  try {
    const { runtime, workspaceId } = product;
    const connectionId = await product.connect('troublesome');
    const connection = await runtime.mongo.models.connections
      .findOne({ _id: connectionId, workspaceId })
      .lean();
    const token = connection && openToken(runtime, connection);
    const job = await product.waitForJob((await product.startBackup(connectionId))._id);
    const assets = await runtime.mongo.models.assets.find({ workspaceId }).lean();
    const posts = await runtime.mongo.models.memories.find({ workspaceId, text: { $ne: '' } }, 'text').lean();
    return {
      job,
      token: token ?? '',
      captions: assets.flatMap(({ caption }) => caption?.text || []),
      personal: [connection?.displayName ?? '', connection?.remoteId ?? '', ...posts.map(({ text }) => text)],
    };
  } finally {
    await product.close();
  }
}

test('no token, name, caption or failure is readable in Temporal’s database while the codec is on', async () => {
  const { job, token, captions, personal } = await runBackup('on');
  const bytes = database();
  expect(bytes.includes(job.workflowId)).toBe(true);
  expect(bytes.includes(`Perennial: Backup ${job.subject.name}, attempt 1`)).toBe(true);
  expect(token.length).toBeGreaterThan(20);
  expect(captions.length).toBeGreaterThan(20);
  for (const secret of [token, ...captions, ...personal])
    expect([secret, bytes.includes(secret)]).toEqual([secret, false]);
  expect(bytes.includes(job._id)).toBe(false);
  expect(bytes.includes('login at Facebook has ended')).toBe(false);
}, 180_000);

test('the same look finds its canary with the codec off, and still no secret', async () => {
  const { job, token, captions } = await runBackup('off');
  const bytes = database();
  expect(bytes.includes(job._id)).toBe(true);
  expect(bytes.includes('login at Facebook has ended')).toBe(true);
  for (const secret of [token, ...captions])
    expect([secret, bytes.includes(secret)]).toEqual([secret, false]);
}, 180_000);
