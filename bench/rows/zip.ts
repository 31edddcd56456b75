import { hashPassword } from '../../domains/accounts/hash-password.ts';
import { openSession } from '../../domains/accounts/open-session.ts';
import { archiveName } from '../../domains/memories/archive/archive-layout.ts';
import { loadBackup } from '../../domains/memories/backup/backup-key.ts';
import { measureTime } from '../harness/measure-time.ts';
import { putBlobs } from '../harness/put-blobs.ts';
import type { Row } from '../harness/row.ts';
import { seedMemories } from '../harness/seed-memories.ts';
import { seedBackup } from '../harness/seed-photos.ts';
import { startChild } from '../harness/start-child.ts';
import { type BenchProduct, startProduct } from '../harness/start-product.ts';
import { median } from '../harness/statistics.ts';

const photos = 500;
const bytesPerPhoto = 400_000;
const firstBytes = 10;

interface WrittenZip {
  bytes: number;
  ms: number;
}

/**
 * Writing the ZIP of a backup into blob storage, in a process of its own, beside yazl over the same blobs streamed into
 * the same storage by another; and the first byte of its download from the API's process, beside yazl as the answer of
 * a bare server.
 */
export const zip: Row = {
  name: 'zip',
  figures: [
    {
      kind: 'ratio',
      key: 'throughput',
      what: `writing a ZIP of ${photos} photos of 400 kB`,
      control: 'bare yazl',
      unit: 'MB/s',
      target: { atLeast: 0.8 },
    },
    {
      kind: 'ratio',
      key: 'firstByte',
      what: 'first byte of a download',
      control: 'bare yazl',
      unit: 'ms',
      target: { atMost: 2 },
    },
  ],
  warmUp: true,
  async prepare(bench) {
    const product = await startProduct(bench, { processes: ['api'] });
    const { runtime, env } = product;
    const count = bench.count(photos);
    const key = await seedBackup(product);
    const blobs = await putBlobs(product, count, bytesPerPhoto);
    await seedMemories(product, key, count, (number) => blobs[number]!);
    const url = await addOwner(product);
    const writer = await startChild(bench, 'write-zip.mjs', env);
    const bare = await startChild(bench, 'serve-zip.ts', env);
    const source = {
      container: `${env.BLOB_CONTAINER_PREFIX}assets`,
      names: blobs.map(({ blobName }) => blobName),
    };
    const megabytes = (count * bytesPerPhoto) / 1e6;
    const backup = await loadBackup(runtime, key);
    return {
      control: async (round) => {
        const target = { container: `${env.BLOB_CONTAINER_PREFIX}backups`, name: `bare-${round}.zip` };
        const ms = await measureTime(() => bare.ask({ ...source, target }));
        await runtime.blobs.remove('backups', target.name);
        await bare.ask(source);
        const firstByte = await measureFirstByte(`http://127.0.0.1:${bare.ready.port}/`, {});
        return { throughput: megabytes / (ms / 1000), firstByte };
      },
      product: async () => {
        await runtime.blobs.remove('backups', archiveName(backup));
        const written = await writer.ask<WrittenZip>(key);
        const archive = {
          ...written,
          blobName: archiveName(backup),
          sha256: 'bench',
          verifiedAt: new Date(),
        };
        await runtime.mongo.models.backups.updateOne(
          { _id: key.backupId, workspaceId: key.workspaceId },
          { $set: { archive, state: 'succeeded' } },
        );
        const path = `/api/v1/memories/backups/${key.backupId}/archive`;
        const firstByte = await measureFirstByte(url.base + path, url.headers);
        return { throughput: megabytes / (written.ms / 1000), firstByte };
      },
    };
  },
};

async function addOwner({ runtime, stack, userId, workspaceId }: BenchProduct) {
  await runtime.mongo.models.users.create({
    _id: userId,
    email: 'owner@bench.example',
    name: 'Owner',
    passwordHash: await hashPassword(userId),
    personalWorkspaceId: workspaceId,
  });
  const client = { client: 'api' as const, userAgent: undefined, address: '127.0.0.1' };
  const { accessToken } = await openSession(runtime, userId, client);
  return {
    base: stack!.describe().services.api!.url.replace('localhost', '127.0.0.1'),
    headers: { authorization: `Bearer ${accessToken}` },
  };
}

/** Milliseconds to the first byte of an answer's body; the rest is not read. The median of some requests. */
async function measureFirstByte(url: string, headers: Record<string, string>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < firstBytes; i += 1) {
    const since = performance.now();
    const answer = await fetch(url, { headers });
    if (!answer.ok || !answer.body) throw new Error(`${url} answered ${answer.status}.`);
    const reader = answer.body.getReader();
    await reader.read();
    times.push(performance.now() - since);
    await reader.cancel();
  }
  return median(times);
}
