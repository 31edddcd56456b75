import { BlobServiceClient } from '@azure/storage-blob';
import { storePhotos } from '../../domains/memories/backup/store-photos.ts';
import { measureTime } from '../harness/measure-time.ts';
import type { Row } from '../harness/row.ts';
import { listPhotos, seedBackup } from '../harness/seed-photos.ts';
import { startProduct } from '../harness/start-product.ts';

const photos = 100;
/** About what Facebook serves at its largest size. */
const bytesPerPhoto = 400_000;
const concurrency = 8;

/**
 * The stage that downloads the photos of a page and stores them, called in this process, beside a loop that fetches
 * the same addresses and uploads to the same blob storage, as many at a time. Each round stores into a workspace of
 * its own, so that nothing is there already.
 */
export const downloadAndStore: Row = {
  name: 'download-and-store',
  figures: [
    {
      kind: 'ratio',
      key: 'time',
      what: `storing ${photos} photos of 400 kB`,
      control: 'bare fetch and upload',
      unit: 'ms',
      target: { atMost: 1.3 },
    },
    { kind: 'value', key: 'throughput', what: 'the same as throughput', unit: 'MB/s' },
  ],
  warmUp: true,
  async prepare(bench) {
    const count = bench.count(photos);
    const person = 'downloads';
    const settings = { DOWNLOAD_CONCURRENCY: String(concurrency), BACKUP_PAGE_SIZE: String(count) };
    const first = await startProduct(bench, { settings });
    await first.control('people', { id: person, photos: count, posts: 0, bytesPerPhoto });
    const container = BlobServiceClient.fromConnectionString(
      first.env.AZURE_STORAGE_CONNECTION_STRING!,
    ).getContainerClient(`${first.env.BLOB_CONTAINER_PREFIX}bare`);
    await container.create();
    const key = await seedBackup(first, await first.connect(person));
    await listPhotos(first, key);
    const rows = await first.runtime.mongo.models.memories
      .find({ workspaceId: key.workspaceId, backupId: key.backupId })
      .lean();
    const urls = rows.map(({ sourceUrl }) => sourceUrl!);

    return {
      control: async (round) => {
        const queue = urls.entries();
        const lane = async () => {
          for (const [i, url] of queue) {
            const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
            await container.getBlockBlobClient(`${round}/${i}`).uploadData(bytes);
          }
        };
        return { time: await measureTime(() => Promise.all(Array.from({ length: concurrency }, lane))) };
      },
      product: async () => {
        const product = await first.another();
        const own = await seedBackup(product, await product.connect(person));
        const toDo = await listPhotos(product, own);
        if (toDo !== count) throw new Error(`${toDo} of ${count} photos were to be stored.`);
        const time = await measureTime(() => storePhotos(product.runtime, { ...own, page: 0 }));
        const stored = await product.runtime.mongo.models.memories.countDocuments({
          workspaceId: own.workspaceId,
          backupId: own.backupId,
          state: 'stored',
        });
        if (stored !== count) throw new Error(`Only ${stored} of ${count} photos were stored.`);
        return { time, throughput: (count * bytesPerPhoto) / 1e6 / (time / 1000) };
      },
    };
  },
};
