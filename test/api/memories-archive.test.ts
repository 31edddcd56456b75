import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import yauzl from 'yauzl';
import { fetchBytes as fetchAs } from '../support/fetch-bytes.ts';
import { sha256 } from '../support/read-archive.ts';
import { remotePhoto, type Seeded, seedBackup, seedEmptyBackup } from '../support/seed-backup.ts';
import { testEnv } from '../support/servers.ts';
import { startApi, type TestApi, type TestUser } from '../support/start-api.ts';

let api: TestApi;
let user: TestUser;
let seeded: Seeded;
beforeAll(async () => {
  api = await startApi(await testEnv('blob'));
  await api.runtime.blobs.prepare();
  user = await api.newUser();
  seeded = await seedBackup(api.runtime, user, {
    photos: [{ title: 'Été' }, {}],
    posts: [{ text: 'Both', photos: [0, 1].map((index) => ({ id: remotePhoto(index).id, url: null })) }],
  });
}, 60_000);
afterAll(() => api?.close());

const fetchBytes = (path: string, headers?: Record<string, string>) => fetchAs(api, user, path, headers);
const archive = (suffix = '') => `/api/v1/memories/backups/${seeded.backup._id}/archive${suffix}`;
const audited = (action: string) =>
  api.runtime.mongo.models.auditEvents.countDocuments({ userId: user.id, action, outcome: 'allowed' });

describe('the ZIP', () => {
  test('comes with ranges, so that a broken download goes on, and each access is audited', async () => {
    const before = await audited('archive.download');
    const whole = await fetchBytes(archive());
    expect(whole.status).toBe(200);
    expect(whole.header('content-type')).toBe('application/zip');
    expect(whole.header('content-disposition')).toBe(`attachment; filename="${seeded.backup.name}.zip"`);
    expect(whole.header('cache-control')).toBe('private, no-cache');
    expect(sha256(whole.bytes)).toBe(seeded.backup.archive?.sha256);
    expect(whole.header('etag')).toBe(`"${seeded.backup.archive?.sha256}"`);
    const half = Math.floor(whole.bytes.length / 2);
    const etag = whole.header('etag') ?? '';
    const rest = await fetchBytes(archive(), { range: `bytes=${half}-`, 'if-range': etag });
    expect(rest.status).toBe(206);
    expect(sha256(Buffer.concat([whole.bytes.subarray(0, half), rest.bytes]))).toBe(sha256(whole.bytes));
    expect(await audited('archive.download')).toBe(before + 2);
    expect(Object.keys(await readZip(whole.bytes))).toHaveLength(4 + 2);
  });

  test('of JSON alone is made on the fly, in the layout of the whole, with what was edited since', async () => {
    const path = `/api/v1/assets/${seeded.assets[1]?._id}/caption`;
    await api.call('PATCH', path, { token: user.token, body: { text: 'Deux chats 🐈', revision: 0 } });
    const { status, bytes, header } = await fetchBytes(archive('.json.zip'));
    expect([status, header('content-type')]).toEqual([200, 'application/zip']);
    expect(header('content-disposition')).toBe(`attachment; filename="${seeded.backup.name}.json.zip"`);
    expect(header('x-content-type-options')).toBe('nosniff');
    const files = await readZip(bytes);
    const folder = `${user.id}/${seeded.backup.name}/`;
    const names = ['entitlements.json', 'manifest.json', 'posts+cap.json', 'summary.json'];
    expect(Object.keys(files).sort()).toEqual(names.map((name) => folder + name));
    const read = (name: string) => JSON.parse(files[folder + name]?.toString('utf8') ?? '');
    const posts = read('posts+cap.json');
    expect(posts.posts[0]).toMatchObject({
      message: 'Both',
      photos: [{ name: 'Été' }, { caption: 'Deux chats 🐈' }],
    });
    const manifest = read('manifest.json').files as { path: string; bytes: number; sha256: string }[];
    for (const name of names.filter((each) => each !== 'manifest.json')) {
      const bytesOf = files[folder + name] as Buffer;
      const entry = { path: name, bytes: bytesOf.length, sha256: sha256(bytesOf) };
      expect(manifest.find((file) => file.path === name)).toEqual(entry);
    }
    expect(manifest.filter((file) => file.path.startsWith('images/'))).toHaveLength(2);
    expect(await audited('archive.download_json')).toBe(1);
  });

  test('that is not ready is 409, for each way but the JSON', async () => {
    const { backup } = await seedEmptyBackup(api.runtime, user, { state: 'running' });
    const path = `/api/v1/memories/backups/${backup._id}/archive`;
    const before = await audited('archive.download');
    for (const [method, way] of [
      ['GET', path],
      ['POST', `${path}/link`],
    ] as const) {
      const { status, body } = await api.call(method, way, { token: user.token });
      expect([status, body.error.code, body.error.details]).toEqual([
        409,
        'memories.archive_not_ready',
        { state: 'running' },
      ]);
    }
    expect(await audited('archive.download')).toBe(before);
    expect((await fetchBytes(`${path}.json.zip`)).status).toBe(200);
  });
});

describe('a link to the ZIP', () => {
  const link = () => api.call('POST', archive('/link'), { token: user.token });

  test('opens it without a session, for 20 minutes, for reading, and nothing else', async () => {
    const { status, body } = await link();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      bytes: seeded.backup.archive?.bytes,
      fileName: `${seeded.backup.name}.zip`,
    });
    const minutes = (Date.parse(body.expiresAt) - Date.now()) / 60_000;
    expect(Math.abs(minutes - 20)).toBeLessThan(1);
    const answer = await fetch(body.url);
    expect(answer.headers.get('content-disposition')).toContain(`${seeded.backup.name}.zip`);
    expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(seeded.backup.archive?.sha256);

    const headers = { 'x-ms-blob-type': 'BlockBlob' };
    expect((await fetch(body.url, { method: 'PUT', headers, body: 'x' })).status).toBe(403);
    expect((await fetch(body.url, { method: 'DELETE' })).status).toBe(403);
    const other = new URL(body.url);
    other.pathname = other.pathname.replace('backup.zip', 'summary.json');
    expect((await fetch(other)).status).toBe(403);
    const longer = new URL(body.url);
    longer.searchParams.set('se', '2099-01-01T00:00:00Z');
    expect((await fetch(longer)).status).toBe(403);
    expect(await audited('archive.link')).toBe(1);
  });

  test('ends', async () => {
    api.advance(-19.9 * 60_000);
    const good = (await link()).body.url;
    api.advance(-0.2 * 60_000);
    const late = (await link()).body.url;
    api.advance(20.1 * 60_000);
    expect((await fetch(good)).status).toBe(200);
    expect((await fetch(late)).status).toBe(403);
  });
});

async function readZip(bytes: Buffer): Promise<Record<string, Buffer>> {
  const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
  const files: Record<string, Buffer> = {};
  for await (const entry of zip.eachEntry()) {
    files[entry.fileName] = Buffer.concat(await (await zip.openReadStreamPromise(entry)).toArray());
  }
  return files;
}
