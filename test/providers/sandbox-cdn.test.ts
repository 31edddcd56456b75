import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import exifr from 'exifr';
import sharp from 'sharp';
import { type RunningSandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { connect, getJson, graph, type Listing, postJson } from '../support/sandbox-client.ts';

let now = Date.UTC(2026, 5, 1);
const sandbox: RunningSandbox = await startSandbox({ now: () => now });
afterAll(() => sandbox.close());

interface PhotoJson {
  id: string;
  created_time: string;
  images: { width: number; height: number; source: string }[];
}
const largest = ({ images }: PhotoJson) =>
  images.reduce((best, image) => (image.width * image.height > best.width * best.height ? image : best));
const bytesOf = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let rich: PhotoJson[];
beforeAll(async () => {
  const token = await connect(sandbox.url, 'rich', ['user_photos']);
  const listing = await graph<Listing<PhotoJson>>(sandbox.url, '/me/photos', token, {
    type: 'uploaded',
    limit: '12',
    fields: 'images,created_time',
  });
  rich = listing.body.data;
});

test('each photo is a real JPEG of its own with a camera and a time; some say where', async () => {
  const files = await Promise.all(rich.map((photo) => bytesOf(largest(photo).source)));
  expect(new Set(files.map(sha)).size).toBe(12);
  const facts = await Promise.all(files.map((file) => exifr.parse(file, { reviveValues: false })));
  for (const [i, file] of files.entries()) {
    const metadata = await sharp(file).metadata();
    expect(metadata.format).toBe('jpeg');
    expect(metadata.autoOrient).toEqual({
      width: largest(rich[i] as PhotoJson).width,
      height: largest(rich[i] as PhotoJson).height,
    });
    expect(facts[i]).toMatchObject({ Make: expect.any(String), Model: expect.any(String) });
    expect(facts[i].DateTimeOriginal.slice(0, 4)).toBe(rich[i]?.created_time.slice(0, 4));
    const { channels } = await sharp(file).stats();
    expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(10);
  }
  expect(facts.some(({ GPSLatitude }) => GPSLatitude !== undefined)).toBe(true);
});

test('a smaller size is the same picture, smaller', async () => {
  const [photo] = rich as [PhotoJson];
  const small = photo.images.find(({ width, height }) => Math.max(width, height) === 320);
  const metadata = await sharp(await bytesOf(small?.source ?? '')).metadata();
  expect([metadata.width, metadata.height]).toEqual([small?.width, small?.height]);
});

test('Range, ETag and Content-Length are kept to', async () => {
  const { source } = largest(rich[0] as PhotoJson);
  const whole = await bytesOf(source);
  const answer = await fetch(source, { headers: { range: 'bytes=10-99' } });
  expect([answer.status, answer.headers.get('content-range')]).toEqual([206, `bytes 10-99/${whole.length}`]);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(whole.subarray(10, 100));
  const tail = await fetch(source, { headers: { range: 'bytes=-5' } });
  expect(Buffer.from(await tail.arrayBuffer())).toEqual(whole.subarray(-5));
  const beyond = await fetch(source, { headers: { range: `bytes=${whole.length}-` } });
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${whole.length}`]);
  const etag = answer.headers.get('etag') ?? '';
  expect((await fetch(source, { headers: { 'if-none-match': etag } })).status).toBe(304);
  const head = await fetch(source, { method: 'HEAD' });
  expect(head.headers.get('content-length')).toBe(String(whole.length));
});

test('an address ends after an hour, and a changed one is refused; the photo gives a new one', async () => {
  const [photo] = rich as [PhotoJson];
  const { source } = largest(photo);
  expect(Number.parseInt(new URL(source).searchParams.get('oe') ?? '', 16)).toBe(now / 1000 + 3600);
  const changed = await fetch(source.replace(/oe=[0-9A-F]+/, 'oe=FFFFFFFF'));
  expect([changed.status, await changed.text()]).toEqual([403, 'Bad URL hash']);
  now += 3_600_000;
  const late = await fetch(source);
  expect([late.status, await late.text()]).toEqual([403, 'URL signature expired']);
  const token = await connect(sandbox.url, 'rich', ['user_photos']);
  const again = await graph<PhotoJson>(sandbox.url, `/${photo.id}`, token, { fields: 'images' });
  expect((await fetch(largest(again.body).source)).status).toBe(200);
});

test('the troublesome photos are truncated, a web page, gone, or stale in the listing only', async () => {
  const token = await connect(sandbox.url, 'troublesome', ['user_photos']);
  const { body } = await graph<Listing<PhotoJson>>(sandbox.url, '/me/photos', token, {
    type: 'uploaded',
    fields: 'images',
  });
  const at = (index: number) => body.data[index] as PhotoJson;
  const truncated = await bytesOf(largest(at(3)).source);
  await expect(sharp(truncated, { failOn: 'truncated' }).stats()).rejects.toThrow();
  const page = await fetch(largest(at(8)).source);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect((await fetch(largest(at(12)).source)).status).toBe(404);
  const stale = await fetch(largest(at(17)).source);
  expect([stale.status, await stale.text()]).toEqual([403, 'URL signature expired']);
  const fresh = await graph<PhotoJson>(sandbox.url, `/${at(17).id}`, token, { fields: 'images' });
  expect((await fetch(largest(fresh.body).source)).status).toBe(200);
  expect(sha(await bytesOf(largest(at(22)).source))).toBe(sha(await bytesOf(largest(at(5)).source)));
});

test('a synthetic person of any size has small distinct files of about the size asked for', async () => {
  const made = await postJson(`${sandbox.url}/_sandbox/people`, {
    id: 'load',
    photos: 1200,
    posts: 10,
    bytesPerPhoto: 300_000,
  });
  expect(made).toMatchObject({ status: 201, body: { key: 'load', uploaded: 1200, posts: 10 } });
  const token = await connect(sandbox.url, 'load', ['user_photos']);
  const { body } = await graph<Listing<PhotoJson>>(sandbox.url, '/me/photos', token, {
    type: 'uploaded',
    fields: 'images',
    limit: '100',
  });
  expect(body.data).toHaveLength(100);
  const files = await Promise.all(body.data.slice(0, 3).map((photo) => bytesOf(largest(photo).source)));
  expect(new Set(files.map(sha)).size).toBe(3);
  for (const file of files) {
    expect(Math.abs(file.length - 300_000)).toBeLessThan(1000);
    expect((await sharp(file).metadata()).width).toBe(640);
  }
  const twice = await postJson(`${sandbox.url}/_sandbox/people`, { id: 'load', photos: 1, posts: 0 });
  expect(twice.status).toBe(400);
});

test('downloads are counted by photo', async () => {
  const photo = rich[5] as PhotoJson;
  await fetch(`${sandbox.url}/_sandbox/settings`, { method: 'GET' });
  const token = await connect(sandbox.url, 'rich', ['user_photos']);
  const fresh = await graph<PhotoJson>(sandbox.url, `/${photo.id}`, token, { fields: 'images' });
  const ledger = async () => {
    const { body } = await getJson<{ routes: { route: string; objects: Record<string, number> }[] }>(
      `${sandbox.url}/_sandbox/ledger?vendor=scontent`,
    );
    return body.routes.find(({ route }) => route === 'GET /photo')?.objects[photo.id] ?? 0;
  };
  const before = await ledger();
  await bytesOf(largest(fresh.body).source);
  expect(await ledger()).toBe(before + 1);
});
