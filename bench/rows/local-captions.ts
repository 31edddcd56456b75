import { availableParallelism } from 'node:os';
import { measureTime } from '../harness/measure-time.ts';
import type { Row } from '../harness/row.ts';
import { runCaptions } from '../harness/run-captions.ts';
import { storeFirstPage } from '../harness/seed-photos.ts';
import { startChild } from '../harness/start-child.ts';
import { startProduct } from '../harness/start-product.ts';

const photos = 50;

/**
 * Captions by the models on this machine, by the worker processes, beside as many processes that only decode the same
 * pictures and run the same models over them.
 */
export const localCaptions: Row = {
  name: 'local-captions',
  figures: [
    {
      kind: 'ratio',
      key: 'time',
      what: `captioning ${photos} photos on this machine`,
      control: 'the bare model loop',
      unit: 'ms',
      target: { atMost: 1.2 },
    },
    {
      kind: 'value',
      key: 'each',
      what: 'a captioned photo',
      unit: 's',
      limit: { atMost: 2, from: 'original' },
    },
  ],
  warmUp: true,
  async prepare(bench) {
    const product = await startProduct(bench, {
      processes: ['workers'],
      settings: { CAPTION_PROVIDERS: 'local' },
    });
    const { runtime, workspaceId } = product;
    const { key, assetIds } = await storeFirstPage(product, 'rich', bench.count(photos));
    const images: Buffer[] = [];
    for (const { renditions } of await runtime.mongo.models.assets
      .find({ workspaceId, _id: { $in: assetIds } })
      .lean()) {
      images.push((await runtime.blobs.read('assets', renditions.web!.blobName))!);
    }
    // As many as the captioner has (providers/caption/local).
    const processes = Math.min(4, availableParallelism());
    const loops = await Promise.all(
      Array.from({ length: processes }, () => startChild(bench, 'loop-models.ts')),
    );
    return {
      control: async () => ({
        time: await measureTime(() =>
          Promise.all(loops.map((loop, at) => loop.ask(images.filter((_, i) => i % processes === at)))),
        ),
      }),
      product: async () => {
        const time = await runCaptions(product, key, assetIds, 'local');
        return { time, each: time / 1000 / assetIds.length };
      },
    };
  },
};
