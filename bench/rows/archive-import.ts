import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { ulid } from 'ulid';
import { startImportJob } from '../../domains/memories/imports/start-import-job.ts';
import { createImport } from '../../domains/memories/uploads/create-import.ts';
import { createArchiveMaker } from '../../test/support/sandbox-archives.ts';
import { measureTime } from '../harness/measure-time.ts';
import type { Row } from '../harness/row.ts';
import { startChild } from '../harness/start-child.ts';
import { type BenchProduct, startProduct } from '../harness/start-product.ts';

const photos = 150;
const picture = { bytesPerPhoto: 400_000, width: 2048, height: 1536 };

/**
 * An uploaded archive, by the worker processes: from the start of the job until its photos are stored with their
 * renditions. Beside it a process that unzips the same file, hashes, renders and uploads with bare libraries, and
 * writes no row. Each round imports into a workspace of its own.
 */
export const archiveImport: Row = {
  name: 'archive-import',
  figures: [
    {
      kind: 'ratio',
      key: 'time',
      what: `importing ${photos} photos of 400 kB, 3 megapixels`,
      control: 'bare libraries',
      unit: 'ms',
      target: { atMost: 1.3 },
    },
    { kind: 'value', key: 'whole', what: 'the whole job, its ZIP included', unit: 'ms' },
    {
      kind: 'value',
      key: 'upload',
      what: 'upload of 10 MB into blob storage',
      unit: 's',
      limit: { atMost: 2, from: 'original' },
    },
  ],
  warmUp: true,
  async prepare(bench) {
    const product = await startProduct(bench, {
      processes: ['workers'],
      settings: { CAPTION_PROVIDERS: 'none' },
    });
    const count = bench.count(photos);
    const maker = createArchiveMaker();
    maker.add({ id: 'imported', photos: count, posts: 10, ...picture });
    const archive = { network: 'facebook', era: '2024' } as const;
    const [path] = await maker.writeZips('imported', archive, `${bench.folder}/archive`);
    const bare = await startChild(bench, 'import-bare.ts', product.env);
    return {
      control: async (round) => {
        const container = `${product.env.BLOB_CONTAINER_PREFIX}bare${round + 1}`;
        const time = await measureTime(async () => {
          const done = await bare.ask<number>({ path, container });
          if (done !== count) throw new Error(`The control imported ${done} of ${count} photos.`);
        });
        return { time };
      },
      product: () => importOnce(product, path!, count),
    };
  },
};

async function importOnce(product: BenchProduct, path: string, count: number) {
  const { runtime } = product;
  const owner = { workspaceId: ulid(), userId: ulid() };
  const { size } = statSync(path);
  const upload = await createImport(runtime, {
    importId: ulid(),
    ...owner,
    connectionId: null,
    includeMessages: false,
    files: [{ name: basename(path), bytes: size, fingerprint: null }],
  });
  const sending = await measureTime(() =>
    runtime.blobs.putStream('uploads', upload.files[0]!.blobName, createReadStream(path), {
      contentType: 'application/zip',
    }),
  );
  const since = performance.now();
  const { _id } = await startImportJob(runtime, upload);
  const { steps } = await product.waitForJob(
    _id,
    (job) => job.steps.find(({ name }) => name === 'photos')?.state === 'done',
    owner.workspaceId,
  );
  const time = performance.now() - since;
  const stored = steps.find(({ name }) => name === 'photos')?.done;
  const { state } = await product.waitForJob(_id, undefined, owner.workspaceId);
  if (state !== 'succeeded' || stored !== count)
    throw new Error(`The import ended ${state} with ${stored} of ${count} photos.`);
  return { time, whole: performance.now() - since, upload: (sending / 1000) * (10_000_000 / size) };
}
