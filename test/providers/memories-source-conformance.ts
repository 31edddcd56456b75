import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type {
  AccessToken,
  RemotePage,
  RemotePhoto,
  RemotePost,
  SocialProvider,
} from '../../providers/social/memories-source.ts';

export interface MemoriesSubject {
  provider: SocialProvider;
  /** A login as this person, as a browser takes it; these permissions are granted. */
  connect(person: string, scopes: string[]): Promise<AccessToken>;
  /** Requests that match meet this fault of the sandbox. */
  fail(fault: Record<string, unknown>): Promise<void>;
  clear(): Promise<void>;
  /** Moves the network's clock. */
  advance(milliseconds: number): void;
  /** Addresses that the adapter has asked for. */
  asked: string[];
  close(): Promise<void>;
}

export interface MemoriesSuite {
  start(): Promise<MemoriesSubject>;
  scopes: { photos: string; posts: string };
  /** Somebody with much, whose pages are sometimes short or empty, and somebody with nothing. */
  rich: { person: string; photos: number; posts: number };
  empty: string;
  /** How long an address of a picture is good. */
  addressLastsMs: number;
  /** Faults in the network's own words. */
  rateLimits: Record<string, unknown>[];
  listing: Record<string, unknown>;
  pictures: Record<string, unknown>;
}

/** Reads to the end as a backup does. */
async function readPages<T>(
  read: (after: string | null) => Promise<RemotePage<T>>,
): Promise<RemotePage<T>[]> {
  const pages = [await read(null)];
  for (let last = pages[0]; last?.after; last = pages.at(-1)) pages.push(await read(last.after));
  return pages;
}

/** What every source of photos and posts keeps; the same suite runs over each network. */
export function describeMemoriesSource(name: string, suite: MemoriesSuite): void {
  describe(`memories from ${name}`, () => {
    const { rich } = suite;
    let subject: MemoriesSubject;
    let token: string;
    const { photos: photoScope, posts: postScope } = suite.scopes;
    const source = () => subject.provider.memories;
    const photosOf = async (value: string, limit = 25): Promise<RemotePage<RemotePhoto>[]> =>
      readPages((after) => source().listPhotos(value, { after, limit }));
    const postsOf = async (value: string, limit = 25): Promise<RemotePage<RemotePost>[]> =>
      readPages((after) => source().listPosts(value, { after, limit }));
    const itemsOf = <T>(pages: RemotePage<T>[]) => pages.flatMap(({ items }) => items);
    const firstPage = () => source().listPhotos(token, { after: null, limit: 5 });

    beforeAll(async () => {
      subject = await suite.start();
      token = (await subject.connect(rich.person, [photoScope, postScope])).value;
    }, 60_000);
    afterEach(() => subject?.clear());
    afterAll(() => subject?.close());

    test('a login says who it is, what is granted, and lasts longer than a long backup', async () => {
      const fresh = await subject.connect(rich.person, [photoScope, postScope]);
      expect((fresh.expiresAt?.getTime() ?? Infinity) - Date.now()).toBeGreaterThan(7 * 86_400_000);
      expect(await subject.provider.auth.account(token)).toEqual({
        id: expect.stringMatching(/./),
        name: expect.stringMatching(/./),
      });
      const { granted, declined } = await subject.provider.auth.permissions(token);
      expect(granted).toEqual(expect.arrayContaining([photoScope, postScope]));
      expect(declined).toEqual([]);
    });

    test('every photo and post comes once, through short and empty pages, whatever their size', async () => {
      const pages = await photosOf(token, 25);
      expect(pages.some(({ items, after }) => items.length === 0 && after !== null)).toBe(true);
      expect(pages.every(({ items }) => items.length <= 25)).toBe(true);
      const ids = itemsOf(pages).map(({ id }) => id);
      expect([ids.length, new Set(ids).size]).toEqual([rich.photos, rich.photos]);
      expect(itemsOf(await photosOf(token, 100)).map(({ id }) => id)).toEqual(ids);
      const posts = itemsOf(await postsOf(token, 40)).map(({ id }) => id);
      expect([posts.length, new Set(posts).size]).toEqual([rich.posts, rich.posts]);
    });

    test('a page that was read before is the same again, so that an interrupted listing goes on', async () => {
      const [, second] = await photosOf(token, 50);
      const { after } = await source().listPhotos(token, { after: null, limit: 50 });
      expect((await source().listPhotos(token, { after, limit: 50 })).items.map(({ id }) => id)).toEqual(
        second?.items.map(({ id }) => id),
      );
    });

    test('who has nothing, and who allows nothing, has an empty list and no error', async () => {
      const empty = await subject.connect(suite.empty, [photoScope, postScope]);
      expect(await photosOf(empty.value)).toEqual([{ items: [], after: null }]);
      expect(await postsOf(empty.value)).toEqual([{ items: [], after: null }]);
    });

    test('dates are instants, texts and addresses as they are', async () => {
      const [photos, posts] = [itemsOf(await photosOf(token, 100)), itemsOf(await postsOf(token, 100))];
      for (const { createdAt, url, width, height } of photos) {
        expect(createdAt?.getUTCFullYear()).toBeGreaterThan(2000);
        expect(createdAt?.getTime()).toBeLessThan(Date.now());
        expect(URL.canParse(url ?? '')).toBe(true);
        expect(Math.min(width ?? 0, height ?? 0)).toBeGreaterThan(0);
      }
      for (const { createdAt, photos: pictures } of posts) {
        expect(createdAt?.getUTCFullYear()).toBeGreaterThan(2000);
        for (const picture of pictures) expect(picture.id ?? picture.url).toBeTruthy();
      }
      expect(photos.some(({ place }) => place?.city && place.latitude)).toBe(true);
      expect(photos.some(({ title }) => /[^\p{ASCII}]/u.test(title))).toBe(true);
      expect(posts.some(({ text }) => /\p{Extended_Pictographic}/u.test(text))).toBe(true);
      expect(posts.some(({ photos: pictures }) => pictures.length > 1)).toBe(true);
    });

    test('the address of a photo is that of its largest picture, whole', async () => {
      for (const photo of (await firstPage()).items.slice(0, 2)) {
        const { body, bytes, mime } = await source().openPicture(photo.url ?? '');
        const picture = Buffer.from(await new Response(body).arrayBuffer());
        expect([mime, bytes]).toEqual(['image/jpeg', picture.length]);
        const { autoOrient } = await sharp(picture).metadata();
        expect([autoOrient.width, autoOrient.height]).toEqual([photo.width, photo.height]);
      }
    });

    test('an address expires; asked anew it is good again', async () => {
      const [photo] = (await firstPage()).items;
      subject.advance(suite.addressLastsMs + 1000);
      await expect(source().openPicture(photo?.url ?? '')).rejects.toMatchObject({
        name: 'ProviderError',
        code: 'link_expired',
        retryable: false,
      });
      const url = await source().photoUrl(token, photo?.id ?? '');
      const { body } = await source().openPicture(url ?? '');
      await body.cancel();
      subject.advance(-suite.addressLastsMs - 1000);
    });

    test('a photo that is gone has no address', async () => {
      expect(await source().photoUrl(token, '10158999999999999')).toBeNull();
    });

    test('an ended login asks to reconnect, whatever is called', async () => {
      const { value } = await subject.connect(rich.person, [photoScope, postScope]);
      await subject.provider.auth.revoke(value);
      const calls = [
        () => source().listPhotos(value, { after: null, limit: 5 }),
        () => source().listPosts(value, { after: null, limit: 5 }),
        () => source().photoUrl(value, '1'),
        () => subject.provider.auth.permissions(value),
        () => source().listPhotos('nonsense', { after: null, limit: 5 }),
      ];
      for (const call of calls) {
        await expect(call()).rejects.toMatchObject({
          code: 'reconnect',
          retryable: false,
          outcome: 'failed',
        });
      }
      token = (await subject.connect(rich.person, [photoScope, postScope])).value;
    });

    test.each(suite.rateLimits)('the limit %j is to be waited for', async (fault) => {
      await subject.fail({ ...suite.listing, ...fault, count: 1 });
      const error = await firstPage().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'rate_limited', retryable: true, outcome: 'failed' });
      const { retryAfterMs } = error as { retryAfterMs: number };
      expect(retryAfterMs).toBeGreaterThan(0);
      expect(retryAfterMs).toBeLessThanOrEqual(3_600_000);
      expect((await firstPage()).items).toHaveLength(5);
    });

    test.each<[string, Record<string, unknown>, string]>([
      ['an outage', { kind: 'status', status: 500 }, 'unavailable'],
      [
        'a gateway that is away',
        { kind: 'status', status: 502, body: '<html>Bad gateway</html>' },
        'bad_answer',
      ],
      ['a page instead of an answer', { kind: 'html' }, 'bad_answer'],
      ['an answer that stops in the middle', { kind: 'malformed-json' }, 'bad_answer'],
      ['an answer that breaks off', { kind: 'truncate' }, 'unavailable'],
      ['a connection lost after the request', { kind: 'drop-after-accept' }, 'unavailable'],
      [
        'an answer of another form',
        { kind: 'status', status: 200, body: { data: [{ id: 7 }] } },
        'bad_answer',
      ],
    ])('%s is told as such, never as an empty page, and is asked once', async (_what, fault, code) => {
      await subject.fail({ ...suite.listing, ...fault, count: 1 });
      const before = subject.asked.length;
      const error = await firstPage().catch((thrown: unknown) => thrown);
      expect(subject.asked.length).toBe(before + 1);
      expect(error).toMatchObject({ name: 'ProviderError', provider: name, code, retryable: true });
      expect(`${error} ${JSON.stringify(error)}`).not.toContain(token);
      expect((await firstPage()).items).toHaveLength(5);
    });

    test.each<[string, Record<string, unknown>, object]>([
      ['an outage', { kind: 'status', status: 503 }, { code: 'unavailable', retryable: true }],
      ['too many requests', { kind: 'rate-limit' }, { code: 'unavailable', retryable: true }],
      ['a lost connection', { kind: 'drop-after-accept' }, { code: 'unavailable', retryable: true }],
      ['a picture that is gone', { kind: 'status', status: 404 }, { code: 'gone', retryable: false }],
    ])('of a picture %s is told as such', async (_what, fault, expected) => {
      const [photo] = (await firstPage()).items;
      await subject.fail({ ...suite.pictures, ...fault, count: 1 });
      await expect(source().openPicture(photo?.url ?? '')).rejects.toMatchObject({
        name: 'ProviderError',
        provider: name,
        ...expected,
      });
    });

    test('a slow answer is broken off by the caller, with the caller’s reason', async () => {
      await subject.fail({ ...suite.listing, kind: 'delay', delayMs: 20_000 });
      const stop = new AbortController();
      const listing = source().listPhotos(token, { after: null, limit: 5 }, stop.signal);
      stop.abort(new Error('the worker stops'));
      await expect(listing).rejects.toThrow('the worker stops');
      await subject.clear();
      const [photo] = (await firstPage()).items;
      await subject.fail({ ...suite.pictures, kind: 'slow', bytesPerSecond: 100 });
      const slow = new AbortController();
      const { body } = await source().openPicture(photo?.url ?? '', slow.signal);
      const reading = new Response(body).arrayBuffer();
      slow.abort(new Error('the worker stops'));
      await expect(reading).rejects.toThrow();
    });

    test('no token stands in an address', async () => {
      expect(subject.asked.length).toBeGreaterThan(50);
      expect(subject.asked.filter((url) => url.includes(token))).toEqual([]);
      expect(subject.asked.filter((url) => /access_token=|client_secret=/.test(url))).toEqual([]);
    });
  });
}
