import { openToken } from '../../domains/memories/connection-token.ts';
import { measureTime } from '../harness/measure-time.ts';
import type { Row } from '../harness/row.ts';
import { type BenchProduct, startProduct } from '../harness/start-product.ts';

const pages = 50;
const perPage = 10;
const latencyMs = 200;
const person = 'twice';

/**
 * A second backup of an account with nothing new, by the worker processes, beside the same listing calls one after
 * another: 50 pages, each answered after 200 ms. Held against the target is the part that reads the account; the whole
 * job also captions what it finds without a caption (nothing) and writes and verifies a whole ZIP.
 */
export const secondBackup: Row = {
  name: 'second-backup',
  figures: [
    {
      kind: 'ratio',
      key: 'reading',
      what: `reading ${pages} pages with nothing new`,
      control: 'the listing calls alone',
      unit: 'ms',
      target: { atMost: 1.2 },
    },
    { kind: 'value', key: 'whole', what: 'the whole job, its ZIP of 500 photos included', unit: 'ms' },
    {
      kind: 'value',
      key: 'first',
      what: 'the first backup of the 500 photos',
      unit: 's',
      limit: { atMost: 300, from: 'original' },
    },
  ],
  warmUp: false,
  async prepare(bench) {
    const product = await startProduct(bench, {
      processes: ['workers'],
      settings: {
        BACKUP_PAGE_SIZE: String(perPage),
        CAPTION_PROVIDERS: 'azure-vision-4',
        CAPTION_WINDOW: '20',
      },
    });
    const count = bench.count(pages) * perPage;
    await product.control('people', { id: person, photos: count, posts: 0, bytesPerPhoto: 40_000 });
    const connectionId = await product.connect(person);
    const first = await measureTime(() => runBackup(product, connectionId));
    await product.control('faults', {
      kind: 'delay',
      vendor: 'graph.facebook.com',
      route: '/me/photos',
      delayMs: latencyMs,
    });
    bench.onClose(() => product.clearFaults());

    return {
      control: async () => ({ reading: await measureTime(() => readListing(product, connectionId)) }),
      product: async () => {
        const since = performance.now();
        const job = await product.startBackup(connectionId);
        await product.waitForJob(
          job._id,
          ({ steps }) => steps.find(({ name }) => name === 'photos')?.state === 'done',
        );
        const reading = performance.now() - since;
        const { state, counts } = await product.waitForJob(job._id);
        if (state !== 'succeeded' || counts.newPhotos !== 0 || counts.photos !== count)
          throw new Error(`The second backup ended ${state} with ${JSON.stringify(counts)}.`);
        return { reading, whole: performance.now() - since, first: first / 1000 };
      },
    };
  },
};

async function runBackup(product: BenchProduct, connectionId: string): Promise<void> {
  const { state, warnings } = await product.waitForJob((await product.startBackup(connectionId))._id);
  if (state !== 'succeeded') throw new Error(`The backup ended ${state}: ${JSON.stringify(warnings)}`);
}

/** The same requests, page after page, and nothing done with what they give. */
async function readListing({ runtime, workspaceId }: BenchProduct, connectionId: string): Promise<void> {
  const connection = await runtime.mongo.models.connections
    .findOne({ _id: connectionId, workspaceId })
    .lean();
  const token = connection && openToken(runtime, connection);
  const source = runtime.providers.facebook?.provider.memories;
  if (!token || !source) throw new Error('The account is not connected.');
  let after: string | null = null;
  do {
    after = (await source.listPhotos(token, { after, limit: perPage })).after;
  } while (after);
}
