import type { Row } from '../harness/row.ts';
import { runCaptions } from '../harness/run-captions.ts';
import { storeFirstPage } from '../harness/seed-photos.ts';
import { startProduct } from '../harness/start-product.ts';

const photos = 50;
const latencyMs = 1000;
const window = 5;
const person = 'fan-out';

/**
 * Captions from a vendor that takes a second for each, five at a time, by the worker processes: beside the time that
 * cannot be less, N × L / window.
 */
export const captionFanOut: Row = {
  name: 'caption-fan-out',
  figures: [
    {
      kind: 'ratio',
      key: 'time',
      what: `captioning ${photos} photos, vendor latency 1 s, window 5`,
      control: 'N × L / 5',
      unit: 'ms',
      target: { atMost: 1.15 },
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
    const count = bench.count(photos);
    const product = await startProduct(bench, {
      processes: ['workers'],
      settings: { CAPTION_PROVIDERS: 'azure-vision-4', CAPTION_WINDOW: String(window) },
    });
    await product.control('people', { id: person, photos: count, posts: 0, bytesPerPhoto: 40_000 });
    const { key, assetIds } = await storeFirstPage(product, person, count);
    const fault = { kind: 'delay', vendor: 'vision.cognitiveservices.azure.com', delayMs: latencyMs };
    await product.control('faults', fault);
    bench.onClose(() => product.clearFaults());
    const least = (assetIds.length * latencyMs) / window;
    return {
      control: async () => ({ time: least }),
      product: async () => {
        const time = await runCaptions(product, key, assetIds, 'azure-vision-4');
        return { time, each: time / 1000 / assetIds.length };
      },
    };
  },
};
