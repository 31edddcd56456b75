import { describe, expect, test } from '@jest/globals';
import { fetchPicture } from '../../domains/memories/backup/fetch-picture.ts';
import { ProviderError } from '../../providers/errors.ts';
import type { MemoriesSource } from '../../providers/social/memories-source.ts';
import type { MemoryDoc } from '../../schemas/models/memory.ts';
import { drawPicture } from '../support/seed-backup.ts';

const picture = await drawPicture(0);
const row = (fields: Partial<MemoryDoc> = {}) =>
  ({ remoteId: '1', sourceUrl: 'old', ...fields }) as MemoryDoc;
const expired = new ProviderError({ provider: 'facebook', code: 'link_expired', message: 'Expired.' });

function bodyOf(...chunks: (Uint8Array | Error)[]) {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = chunks.shift();
      if (next === undefined) controller.close();
      else if (next instanceof Error) controller.error(next);
      else controller.enqueue(next);
    },
    cancel() {
      cancelled = true;
    },
  });
  return { body, wasCancelled: () => cancelled };
}

/** A network whose addresses lead to bodies, or to errors. */
function network(
  addresses: Record<string, ReadableStream<Uint8Array> | ProviderError>,
  fresh: string | null = 'new',
  bytes: number | null = null,
) {
  const asked: string[] = [];
  const source = {
    photoUrl: async () => {
      asked.push('photoUrl');
      return fresh;
    },
    openPicture: async (url: string) => {
      asked.push(url);
      const found = addresses[url];
      if (!(found instanceof ReadableStream)) throw found;
      return { body: found, bytes, mime: 'image/jpeg' };
    },
  } as unknown as MemoriesSource;
  return { asked, access: { source, token: 'token' as string | null, maxBytes: 100_000, signal: undefined } };
}

test('a picture comes whole, in however many pieces, with its type by content', async () => {
  const { access } = network(
    { old: bodyOf(picture.subarray(0, 7), picture.subarray(7)).body },
    null,
    picture.length,
  );
  const fetched = await fetchPicture(access, row());
  expect([fetched.bytes.equals(picture), fetched.mime, fetched.extension]).toEqual([
    true,
    'image/jpeg',
    'jpg',
  ]);
});

describe('an address', () => {
  test('that has expired, or that is missing, is asked for anew, once', async () => {
    const first = network({ old: expired, new: bodyOf(picture).body });
    expect((await fetchPicture(first.access, row())).bytes.length).toBe(picture.length);
    expect(first.asked).toEqual(['old', 'photoUrl', 'new']);
    const second = network({ new: bodyOf(picture).body });
    await fetchPicture(second.access, row({ sourceUrl: null }));
    expect(second.asked).toEqual(['photoUrl', 'new']);
    const third = network({ old: expired, new: expired });
    await expect(fetchPicture(third.access, row())).rejects.toMatchObject({ code: 'link_expired' });
    expect(third.asked).toEqual(['old', 'photoUrl', 'new']);
  });

  test('of a photo that was removed since tells that it is gone', async () => {
    const { access } = network({ old: expired }, null);
    await expect(fetchPicture(access, row())).rejects.toMatchObject({ name: 'PictureProblem', code: 'gone' });
  });

  test('can’t be asked for without a login, or for a picture without an id of its own', async () => {
    const { access, asked } = network({ old: expired });
    for (const [token, remoteId] of [
      [null, '1'],
      ['token', '7001_1:2'],
    ] as const) {
      const fetching = fetchPicture({ ...access, token }, row({ remoteId }));
      await expect(fetching).rejects.toMatchObject({ name: 'PictureProblem', code: 'no_address' });
    }
    expect(asked).not.toContain('photoUrl');
  });
});

test('more than the limit is not read', async () => {
  const megabyte = new Uint8Array(1024 * 1024);
  const { body, wasCancelled } = bodyOf(picture, ...Array.from({ length: 50 }, () => megabyte));
  const { access } = network({ old: body });
  await expect(fetchPicture(access, row())).rejects.toMatchObject({ code: 'too_large' });
  expect(wasCancelled()).toBe(true);
});

test.each([
  ['a web page', Buffer.from('<!doctype html>')],
  ['nothing', Buffer.alloc(0)],
])('%s is no picture, and trying again would not help', async (_what, bytes) => {
  const { access } = network({ old: bodyOf(bytes).body });
  await expect(fetchPicture(access, row())).rejects.toMatchObject({
    name: 'PictureProblem',
    code: 'not_a_picture',
  });
});

test('a download that breaks off is worth another try', async () => {
  const broken = { name: 'ProviderError', code: 'unavailable', retryable: true };
  const short = network({ old: bodyOf(picture.subarray(0, 50)).body }, null, picture.length);
  await expect(fetchPicture(short.access, row())).rejects.toMatchObject(broken);
  const reset = network({ old: bodyOf(picture.subarray(0, 50), new Error('ECONNRESET')).body });
  await expect(fetchPicture(reset.access, row())).rejects.toMatchObject(broken);
});

test('a server that never ends its answer, or never begins it, is waited for no longer than the deadline', async () => {
  const broken = { name: 'ProviderError', code: 'unavailable', retryable: true };
  const endless = { pull: () => new Promise<void>(() => undefined) };
  const trickling = network({});
  trickling.access.source.openPicture = async (_url, signal) => {
    const body = new ReadableStream<Uint8Array>({
      ...endless,
      start: (controller) => signal?.addEventListener('abort', () => controller.error(signal.reason)),
    });
    return { body, bytes: null, mime: 'image/jpeg' };
  };
  await expect(fetchPicture({ ...trickling.access, downloadMs: 5 }, row())).rejects.toMatchObject(broken);
  const silent = network({});
  silent.access.source.openPicture = (_url, signal) =>
    new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  await expect(fetchPicture({ ...silent.access, downloadMs: 5 }, row())).rejects.toMatchObject(broken);
});

test('a picture waits until the process has room for it, by its size or, where that is not told, by the largest', async () => {
  const taken: number[] = [];
  const take = async (bytes: number) => void taken.push(bytes);
  const told = network({ old: bodyOf(picture).body }, null, picture.length);
  await fetchPicture({ ...told.access, take }, row());
  const untold = network({ old: bodyOf(picture).body });
  await fetchPicture({ ...untold.access, take }, row());
  expect(taken).toEqual([picture.length, untold.access.maxBytes]);
});

test('a cancelled download is a cancellation, not a fault of the network', async () => {
  const stop = new AbortController();
  stop.abort();
  const reason = new Error('aborted');
  const { access } = network({ old: bodyOf(picture.subarray(0, 50), reason).body });
  await expect(fetchPicture({ ...access, signal: stop.signal }, row())).rejects.toBe(reason);
});
