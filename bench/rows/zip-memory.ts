import { fewArenas } from '../../embedded/services/own-processes.ts';
import type { Bench } from '../harness/open-bench.ts';
import { putBlobs } from '../harness/put-blobs.ts';
import type { Row } from '../harness/row.ts';
import { seedMemories } from '../harness/seed-memories.ts';
import { seedBackup } from '../harness/seed-photos.ts';
import { startChild } from '../harness/start-child.ts';
import { type BenchProduct, startProduct } from '../harness/start-product.ts';

/** As people's photos are: many of them, since memory is taken by entries, and not by bytes. */
const bytesPerPhoto = 250_000;
const perGigabyte = 4_000;
const distinct = 16;

/**
 * Most memory of a process that writes the ZIP of 8 GB, beside one that writes 1 GB: photos of 250 kB with captions, few
 * different files named many times, since the bytes do not matter here.
 */
export const zipMemory: Row = {
  name: 'zip-memory',
  figures: [
    {
      kind: 'ratio',
      key: 'peak',
      what: 'peak memory while writing a ZIP of 8 GB',
      control: 'a ZIP of 1 GB',
      unit: 'MB',
      target: { atMost: 1.2 },
    },
    {
      kind: 'value',
      key: 'peak',
      what: 'peak memory while writing a ZIP of 8 GB',
      unit: 'MB',
      limit: { atMost: 250, from: 'target' },
    },
    { kind: 'value', key: 'throughput', what: 'writing the ZIP of 8 GB', unit: 'MB/s' },
  ],
  // A figure of memory needs no repetition, and 8 GB take their minutes.
  rounds: 1,
  warmUp: false,
  async prepare(bench) {
    const product = await startProduct(bench);
    return {
      control: () => writeOnce(bench, product, bench.count(perGigabyte)),
      product: () => writeOnce(bench, product, bench.count(8 * perGigabyte)),
    };
  },
};

async function writeOnce(bench: Bench, product: BenchProduct, count: number) {
  const key = await seedBackup(product);
  const blobs = await putBlobs(product, distinct, bytesPerPhoto);
  // Content is known by its hash once a workspace: these rows only say where the bytes are.
  await seedMemories(product, key, count, (number) => ({
    blobName: blobs[number % distinct]!.blobName,
    bytes: bytesPerPhoto,
  }));
  // As the product's own workers are started.
  const writer = await startChild(bench, 'write-zip.mjs', { ...product.env, ...fewArenas });
  const { bytes, ms, peakMb } = await writer.ask<{ bytes: number; ms: number; peakMb: number }>(key);
  await writer.stop();
  return { peak: peakMb, throughput: bytes / 1e6 / (ms / 1000) };
}
