import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Product, startProduct } from '../support/product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ CAPTION_PROVIDERS: 'local' });
}, 120_000);
afterAll(() => product?.close(), 60_000);

describe('a backup of the rich person', () => {
  test('ends with every photo, post and caption, and a verified archive', async () => {
    const connectionId = await product.connect('rich');
    const started = await product.startBackup(connectionId);
    const job = await product.waitForJob(started._id);
    console.log(JSON.stringify(job, null, 1));
    expect(job.state).toBe('succeeded');
    expect(job.counts.photos).toBeGreaterThanOrEqual(320);
  }, 240_000);
});
