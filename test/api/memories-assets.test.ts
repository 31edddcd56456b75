import { get as httpGet } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import exifr from 'exifr';
import { ulid } from 'ulid';
import { createLogger } from '../../runtime/logger.ts';
import { eventually } from '../support/eventually.ts';
import { fetchBytes as fetchAs } from '../support/fetch-bytes.ts';
import { sha256 } from '../support/read-archive.ts';
import { drawPicture, type Seeded, seedBackup } from '../support/seed-backup.ts';
import { testEnv } from '../support/servers.ts';
import { startApi, type TestApi, type TestUser } from '../support/start-api.ts';

const lines: string[] = [];
let api: TestApi;
let user: TestUser;
let seeded: Seeded;
let picture: Buffer;
beforeAll(async () => {
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ level: 'info', process: 'test', destination });
  api = await startApi(await testEnv('blob'), { logger });
  await api.runtime.blobs.prepare();
  user = await api.newUser();
  picture = await drawPicture(0);
  seeded = await seedBackup(api.runtime, user, { photos: [{}], archive: false });
}, 60_000);
afterAll(() => api?.close());

const fetchBytes = (path: string, headers?: Record<string, string>, method?: string) =>
  fetchAs(api, user, path, headers, method);
const content = (rendition: string) => `/api/v1/assets/${seeded.assets[0]?._id}/content/${rendition}`;
const audited = (action: string) =>
  api.runtime.mongo.models.auditEvents.countDocuments({ userId: user.id, action, outcome: 'allowed' });

describe('an original', () => {
  test('comes whole, as an attachment that is kept for ever, and is audited', async () => {
    const before = await audited('asset.download');
    const { status, bytes, header } = await fetchBytes(content('original'));
    expect([status, bytes.equals(picture)]).toEqual([200, true]);
    const hash = sha256(picture);
    expect({
      type: header('content-type'),
      length: header('content-length'),
      disposition: header('content-disposition'),
      etag: header('etag'),
      caching: header('cache-control'),
      sniff: header('x-content-type-options'),
      ranges: header('accept-ranges'),
    }).toEqual({
      type: 'image/jpeg',
      length: String(picture.length),
      disposition: `attachment; filename="${hash.slice(0, 12)}.jpg"`,
      etag: `"${hash}"`,
      caching: 'private, max-age=31536000, immutable',
      sniff: 'nosniff',
      ranges: 'bytes',
    });
    expect(await audited('asset.download')).toBe(before + 1);
  });

  test.each([
    ['bytes=0-0', 0, 1],
    ['bytes=10-19', 10, 20],
    ['bytes=100-', 100, undefined],
    ['bytes=-7', -7, undefined],
    ['bytes=5-999999', 5, undefined],
    ['bytes=-999999', 0, undefined],
  ])('in part: %s', async (range, start, end) => {
    const part = picture.subarray(start, end);
    const { status, bytes, header } = await fetchBytes(content('original'), { range });
    expect([status, bytes.equals(part)]).toEqual([206, true]);
    expect(header('content-length')).toBe(String(part.length));
    const first = start < 0 ? picture.length + start : start;
    const last = first + part.length - 1;
    expect(header('content-range')).toBe(`bytes ${first}-${last}/${picture.length}`);
    expect(header('etag')).toBe(`"${sha256(picture)}"`);
  });

  test.each(['bytes=0-1,5-6', 'lines=1-2', 'bytes=oops', 'bytes=9-3', 'bytes 0-1', ''])(
    'whole, when the range %j is none that is served',
    async (range) => {
      const { status, bytes, header } = await fetchBytes(content('original'), { range });
      expect([status, bytes.length, header('content-range')]).toEqual([200, picture.length, null]);
    },
  );

  test.each([`bytes=${10_000_000}-`, 'bytes=-0'])(
    'beyond its end (%s) is 416, which is not cached',
    async (range) => {
      const { status, bytes, header } = await fetchBytes(content('original'), { range });
      expect([status, header('content-range')]).toEqual([416, `bytes */${picture.length}`]);
      expect(JSON.parse(bytes.toString())).toMatchObject({
        success: false,
        error: { code: 'common.range_not_satisfiable', requestId: header('x-request-id') },
      });
      expect(header('cache-control')).toBe('no-store');
    },
  );

  test('that one has already is 304; a range of it is given only while it is the same', async () => {
    const etag = `"${sha256(picture)}"`;
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const { status, bytes, header } = await fetchBytes(content('original'), { 'if-none-match': known });
      expect([known, status, bytes.length, header('etag')]).toEqual([known, 304, 0, etag]);
      expect(header('cache-control')).toContain('immutable');
    }
    const other = await fetchBytes(content('original'), { 'if-none-match': `"${'0'.repeat(64)}"` });
    expect(other.status).toBe(200);
    const range = 'bytes=0-9';
    const statusIf = async (condition: string) =>
      (await fetchBytes(content('original'), { range, 'if-range': condition })).status;
    expect(await statusIf(etag)).toBe(206);
    expect(await statusIf('"other"')).toBe(200);
    expect(await statusIf(`W/${etag}`)).toBe(200);
    expect(await statusIf(new Date().toUTCString())).toBe(200);
  });

  test('is described by HEAD without being sent', async () => {
    const { status, bytes, header } = await fetchBytes(content('original'), { range: 'bytes=0-9' }, 'HEAD');
    expect([status, bytes.length, header('content-length')]).toEqual([200, 0, String(picture.length)]);
    expect(header('etag')).toBe(`"${sha256(picture)}"`);
  });

  test('whose bytes are lost is a 404 that nobody keeps', async () => {
    const lost = await seedBackup(api.runtime, await api.newUser(), { photos: [{}], archive: false });
    const asset = lost.assets[0];
    await api.runtime.blobs.remove('assets', asset?.blobName ?? '');
    await api.runtime.mongo.models.members.create({
      _id: lost.backup._id,
      workspaceId: lost.backup.workspaceId,
      userId: user.id,
      role: 'viewer',
    });
    const { status, bytes, header } = await fetchBytes(`/api/v1/assets/${asset?._id}/content/original`);
    expect([status, header('cache-control')]).toEqual([404, 'no-store']);
    expect([header('content-type'), header('content-disposition'), header('etag')]).toEqual([
      'application/json; charset=utf-8',
      null,
      null,
    ]);
    expect(JSON.parse(bytes.toString()).error.code).toBe('common.not_found');
  });
});

test('renditions are shown in place, without what the camera wrote, and are not audited', async () => {
  const before = await audited('asset.download');
  for (const [rendition, type] of [
    ['web', 'image/jpeg'],
    ['thumb', 'image/webp'],
  ] as const) {
    const { status, bytes, header } = await fetchBytes(content(rendition));
    expect([status, header('content-type'), header('content-disposition')]).toEqual([200, type, null]);
    expect(header('x-content-type-options')).toBe('nosniff');
    expect(header('etag')).toBe(`"${sha256(picture)}-${rendition}"`);
    expect(await exifr.parse(bytes).catch(() => undefined)).toBeUndefined();
  }
  expect(await audited('asset.download')).toBe(before);
  expect((await fetchBytes(content('huge'))).status).toBe(400);
});

test('a client that breaks off a download is no error of ours', async () => {
  const { assets } = api.runtime.mongo.models;
  const [first] = seeded.assets;
  const large = { _id: ulid(), workspaceId: user.workspaceId, sha256: 'f'.repeat(64), blobName: 'large' };
  const bytes = 32 * 1024 * 1024;
  await api.runtime.blobs.put('assets', large.blobName, Buffer.alloc(bytes), 'image/jpeg');
  await assets.create({ mime: first?.mime, extension: first?.extension, ...large, bytes });
  const requestId = 'broken-off-download';
  await new Promise<void>((resolve) => {
    const headers = { authorization: `Bearer ${user.token}`, 'x-request-id': requestId };
    httpGet(`${api.url}/api/v1/assets/${large._id}/content/original`, { headers }, (answer) => {
      answer.once('data', () => answer.destroy());
      answer.once('close', () => resolve());
      answer.on('error', () => undefined);
    });
  });
  const own = () => lines.filter((line) => line.includes(requestId)).map((line) => JSON.parse(line));
  const [line] = await eventually('the request is logged', () => (own().length > 0 ? own() : null));
  expect(line).toMatchObject({ route: '/assets/{assetId}/content/{rendition}', brokenOff: true });
  expect(own().filter(({ level }) => level >= 50)).toEqual([]);
  expect((await fetchBytes(content('original'))).status).toBe(200);
});
