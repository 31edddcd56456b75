import { BlobServiceClient } from '@azure/storage-blob';
import { expect, test } from '@jest/globals';
import { Connection } from '@temporalio/client';
import mongoose from 'mongoose';
import { testEnv, timeSkippingEnv } from '../support/servers.ts';

test('two files share the servers but not their data', async () => {
  const [one, two] = [await testEnv('mongo', 'blob'), await testEnv('mongo', 'blob')];
  const [first, second] = [
    await mongoose.createConnection(one.MONGODB_URI!).asPromise(),
    await mongoose.createConnection(two.MONGODB_URI!).asPromise(),
  ];
  await first.collection('things').insertOne({ here: true });
  expect(await second.collection('things').countDocuments()).toBe(0);
  expect(first.host).toBe(second.host);
  await first.transaction(async (session) => {
    await first.collection('things').insertOne({ here: true }, { session });
  });
  await first.close();
  await second.close();
  const blobs = BlobServiceClient.fromConnectionString(one.AZURE_STORAGE_CONNECTION_STRING!);
  await blobs.createContainer(`${one.BLOB_CONTAINER_PREFIX}media`);
  expect(one.BLOB_CONTAINER_PREFIX).not.toBe(two.BLOB_CONTAINER_PREFIX);
});

test('Temporal has the namespace and the search attributes', async () => {
  const env = await testEnv('temporal');
  const connection = await Connection.connect({ address: env.TEMPORAL_ADDRESS });
  const { customAttributes } = await connection.operatorService.listSearchAttributes({
    namespace: env.TEMPORAL_NAMESPACE,
  });
  expect(Object.keys(customAttributes ?? {})).toContain('PerennialWorkspace');
  await connection.close();
});

test('the time-skipping server starts', async () => {
  const env = await timeSkippingEnv();
  const before = await env.currentTimeMs();
  await env.sleep('1 day');
  expect((await env.currentTimeMs()) - before).toBeGreaterThanOrEqual(86_400_000);
  await env.teardown();
}, 60_000);
