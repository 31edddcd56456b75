import { ulid } from 'ulid';
import { hashPassword } from '../../domains/accounts/hash-password.ts';
import { openSession } from '../../domains/accounts/open-session.ts';
import { listMemories } from '../../domains/memories/list-memories.ts';
import type { Load } from '../children/generate-load.ts';
import { measureTime } from '../harness/measure-time.ts';
import type { Row } from '../harness/row.ts';
import { seedMemories } from '../harness/seed-memories.ts';
import { seedBackup } from '../harness/seed-photos.ts';
import { startChild } from '../harness/start-child.ts';
import { type BenchProduct, startProduct } from '../harness/start-product.ts';
import { median, quantile } from '../harness/statistics.ts';

const perSecond = 40;
const seconds = 10;
/** Requests are limited by user: as many users as keep each well below it. */
const users = 20;

/**
 * A page of 50 memories at a fixed arrival rate, from the API's own process, beside a bare Express process that asks
 * MongoDB the same; the load comes from a third.
 */
export const apiReads: Row = {
  name: 'api-reads',
  figures: [
    {
      kind: 'ratio',
      key: 'p99',
      what: 'p99 of a page of 50 memories, 40 a second',
      control: 'bare Express, same queries',
      unit: 'ms',
      target: { atMost: 2 },
    },
    {
      kind: 'value',
      key: 'p99',
      what: 'p99 of a read',
      unit: 'ms',
      limit: { atMost: 100, from: 'original' },
    },
    { kind: 'value', key: 'p50', what: 'median of a read', unit: 'ms' },
    {
      kind: 'value',
      key: 'query',
      what: 'its queries alone',
      unit: 'ms',
      limit: { atMost: 10, from: 'original' },
    },
  ],
  warmUp: true,
  async prepare(bench) {
    const product = await startProduct(bench, { processes: ['api'] });
    const key = await seedBackup(product);
    await seedMemories(product, key, bench.count(3000));
    const tokens = await addReaders(product);
    const bare = await startChild(bench, 'serve-bare.ts', { MONGODB_URI: product.env.MONGODB_URI });
    const load = await startChild(bench, 'generate-load.ts');
    const { api } = product.stack!.describe().services;
    const run = (url: string, headers: Load['headers']) =>
      load.ask<number[]>({
        url,
        headers,
        perSecond,
        seconds: Math.max(2, bench.count(seconds)),
      } satisfies Load);
    return {
      control: async () => {
        const times = await run(`http://127.0.0.1:${bare.ready.port}/${key.workspaceId}/${key.backupId}`, [
          {},
        ]);
        return { p99: quantile(times, 0.99) };
      },
      product: async () => {
        const path = `/api/v1/memories/backups/${key.backupId}/memories?limit=50`;
        const times = await run(
          `${api!.url.replace('localhost', '127.0.0.1')}${path}`,
          tokens.map((token) => ({ authorization: `Bearer ${token}` })),
        );
        const query = () =>
          measureTime(() =>
            listMemories(
              product.runtime.mongo.models,
              { _id: key.backupId, workspaceId: key.workspaceId },
              { limit: 50 },
            ),
          );
        const queries: number[] = [];
        for (let i = 0; i < 20; i += 1) queries.push(await query());
        return { p99: quantile(times, 0.99), p50: median(times), query: median(queries) };
      },
    };
  },
};

/** Members of the workspace, each signed in. */
async function addReaders({ runtime, workspaceId }: BenchProduct): Promise<string[]> {
  const passwordHash = await hashPassword(ulid());
  const tokens: string[] = [];
  for (let i = 0; i < users; i += 1) {
    const userId = ulid();
    await runtime.mongo.models.users.create({
      _id: userId,
      email: `reader${i}@bench.example`,
      name: 'Reader',
      passwordHash,
      personalWorkspaceId: workspaceId,
    });
    await runtime.mongo.models.members.create({ _id: ulid(), workspaceId, userId, role: 'viewer' });
    const client = { client: 'api' as const, userAgent: undefined, address: '127.0.0.1' };
    tokens.push((await openSession(runtime, userId, client)).accessToken);
  }
  return tokens;
}
