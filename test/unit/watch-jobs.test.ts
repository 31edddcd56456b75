import { EventEmitter } from 'node:events';
import { afterEach, expect, test } from '@jest/globals';
import { createJobWatcher, type JobWatcher } from '../../domains/jobs/watch-jobs.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { eventually } from '../support/eventually.ts';

/** A collection of one job whose change stream the test itself feeds. */
function fakeMongo() {
  const job = { _id: 'job', version: 1 };
  const streams: (EventEmitter & { close: () => Promise<void> })[] = [];
  let broken = false;
  const found = async () => {
    if (broken) throw new Error('MongoDB is away.');
    return [{ ...job }];
  };
  const jobs = {
    watch: () => {
      const stream = Object.assign(new EventEmitter(), { close: async () => undefined });
      streams.push(stream);
      return stream;
    },
    find: () => ({ setOptions: () => ({ lean: found }) }),
  };
  return {
    mongo: { models: { jobs } } as unknown as Runtime['mongo'],
    job,
    streams,
    setBroken: (value: boolean) => {
      broken = value;
    },
  };
}

const logger = { info: () => undefined, debug: () => undefined } as unknown as Runtime['logger'];
let watcher: JobWatcher;
afterEach(() => watcher.close());

function watch(fake: ReturnType<typeof fakeMongo>) {
  const seen: number[] = [];
  watcher = createJobWatcher({ mongo: fake.mongo, logger });
  const unwatch = watcher.watch(
    { _id: 'job' },
    ({ version }) => seen.push(version),
    () => seen.push(-1),
  );
  return { seen, unwatch };
}

test('a change between the first reading and the opening of the stream is not lost', async () => {
  const fake = fakeMongo();
  const { seen } = watch(fake);
  await eventually('the present state', () => seen.length === 1);
  // No event tells of this one: the server opens the stream only afterwards.
  fake.job.version = 2;
  fake.streams[0]?.emit('resumeTokenChanged', {});
  await eventually('the newer state', () => seen.length === 2);
  expect(seen).toEqual([1, 2]);
});

test('while the stream is broken jobs are read, then a new one is opened and what was missed is told', async () => {
  const fake = fakeMongo();
  const { seen } = watch(fake);
  await eventually('the present state', () => seen.length === 1);
  fake.setBroken(true);
  fake.streams[0]?.emit('error', new Error('The cursor is gone.'));
  fake.job.version = 5;
  fake.setBroken(false);
  await eventually('the missed state', () => seen.length === 2);
  await eventually('another stream', () => fake.streams.length === 2);
  fake.streams[1]?.emit('change', { fullDocument: { _id: 'job', version: 6 } });
  expect(seen).toEqual([1, 5, 6]);
});

test('versions never go back and none is told twice; who left hears no more', async () => {
  const fake = fakeMongo();
  const { seen, unwatch } = watch(fake);
  await eventually('the present state', () => seen.length === 1);
  for (const version of [3, 2, 3, 4])
    fake.streams[0]?.emit('change', { fullDocument: { _id: 'job', version } });
  fake.streams[0]?.emit('change', { fullDocument: { _id: 'another', version: 9 } });
  unwatch();
  fake.streams[0]?.emit('change', { fullDocument: { _id: 'job', version: 7 } });
  await watcher.close();
  expect(seen).toEqual([1, 3, 4]);
});

test('closing tells everybody, also who comes later', async () => {
  const fake = fakeMongo();
  const { seen } = watch(fake);
  await eventually('the present state', () => seen.length === 1);
  await watcher.close();
  expect(seen).toEqual([1, -1]);
  const later: string[] = [];
  watcher.watch(
    { _id: 'job' },
    () => later.push('job'),
    () => later.push('closed'),
  );
  await eventually('the later one is told', () => later.length > 0);
  expect(later).toEqual(['closed']);
  expect(fake.streams).toHaveLength(1);
});
