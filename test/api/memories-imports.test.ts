import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { expireUploads } from '../../domains/memories/uploads/expire-uploads.ts';
import { chunkBytes, type Import, type ImportFile } from '../../schemas/contracts/imports.ts';
import { sha256 } from '../support/read-archive.ts';
import { seedEmptyBackup } from '../support/seed-backup.ts';
import { type ChunkBody, chunkPath, sendChunk, sendSlowly } from '../support/send-chunk.ts';
import { testEnv } from '../support/servers.ts';
import { startApi, type TestApi, type TestUser } from '../support/start-api.ts';

let api: TestApi;
let user: TestUser;
beforeAll(async () => {
  api = await startApi(await testEnv('blob'));
  await api.runtime.blobs.prepare();
}, 60_000);
afterAll(() => api?.close());
beforeEach(async () => {
  user = await api.newUser();
});

const imports = '/api/v1/memories/imports';
const ask = (method: string, path = '', body?: unknown) =>
  api.call(method, imports + path, { token: user.token, ...(body === undefined ? {} : { body }) });

/** Two full chunks and a short one. */
const content = randomBytes(2 * chunkBytes + 1000);
const piece = (index: number) => content.subarray(index * chunkBytes, (index + 1) * chunkBytes);
const part = { name: 'facebook-été-1.zip', bytes: content.length, fingerprint: 'f1' };

async function open(...files: object[]): Promise<Import> {
  const { status, body } = await ask('POST', '', { files: files.length > 0 ? files : [part] });
  expect([status, body.state]).toEqual([201, 'uploading']);
  return body;
}
const me = () => ({ url: api.url, token: user.token });
const put = (upload: Import, index: number | string, body: ChunkBody, headers?: Record<string, string>) =>
  sendChunk(me(), upload, index, body, headers);
const bytes = (buffer: Buffer) => new Uint8Array(buffer);

/** Everything that is stored of the user's uploads. */
async function storedOf(upload: Import) {
  const { mongo, blobs } = api.runtime;
  const names = [];
  for await (const { name } of blobs.list('uploads', user.workspaceId)) names.push(name);
  const staged = [];
  for (const { id } of upload.files) {
    staged.push(...(await blobs.stagedBlocks('uploads', `${user.workspaceId}/${upload.id}/${id}`)));
  }
  const rows = await mongo.models.imports.countDocuments({ workspaceId: user.workspaceId });
  return { names, staged, rows };
}
const nothing = { names: [], staged: [], rows: 0 };

describe('chunks', () => {
  test('come in any order and twice, and after a reload only the missing ones; the file is whole', async () => {
    const upload = await open();
    expect(upload.files[0]).toMatchObject({ chunks: 3, missing: [[0, 2]], receivedBytes: 0, ...part });
    expect((await put(upload, 2, bytes(piece(2)))).body).toMatchObject({
      missing: [[0, 1]],
      receivedBytes: 1000,
    });
    await put(upload, 0, bytes(randomBytes(chunkBytes)));
    const again = await put(upload, 0, bytes(piece(0)));
    expect(again.body).toMatchObject({
      missing: [[1, 1]],
      receivedBytes: chunkBytes + 1000,
    } satisfies Partial<ImportFile>);

    const early = await ask('POST', `/${upload.id}/start`);
    expect([early.status, early.body.error.code]).toEqual([409, 'memories.upload_incomplete']);
    expect(early.body.error.details.files).toEqual([
      { id: upload.files[0]?.id, name: part.name, missing: [[1, 1]] },
    ]);

    // What a page that was reloaded goes by.
    const listed = (await ask('GET', '?state=uploading')).body.items as Import[];
    expect(listed.map(({ id, files }) => [id, files[0]?.fingerprint, files[0]?.missing])).toEqual([
      [upload.id, 'f1', [[1, 1]]],
    ]);
    expect((await put(upload, 1, bytes(piece(1)))).body).toMatchObject({
      missing: [],
      receivedBytes: content.length,
    });

    const started = await ask('POST', `/${upload.id}/start`);
    expect([started.status, started.body.kind, started.headers.get('location')]).toEqual([
      202,
      'import',
      `/api/v1/jobs/${started.body.id}`,
    ]);
    const { names } = await storedOf(upload);
    const stored = await api.runtime.blobs.read('uploads', names[0] ?? '');
    expect([names.length, sha256(stored ?? Buffer.alloc(0))]).toEqual([1, sha256(content)]);

    const twice = await ask('POST', `/${upload.id}/start`);
    expect([twice.status, twice.body.id]).toEqual([202, started.body.id]);
    const { body } = await ask('GET', `/${upload.id}`);
    expect(body).toMatchObject({
      state: 'running',
      jobId: started.body.id,
      backupId: started.body.subject.id,
    });
    expect((await put(upload, 0, bytes(piece(0)))).code).toBe('memories.upload_closed');
    expect((await ask('DELETE', `/${upload.id}`)).body.error.code).toBe('memories.import_running');
    expect((await ask('POST', `/${upload.id}/files`, { name: 'more.zip', bytes: 1 })).status).toBe(409);
  });

  test('a start that broke off after some files were made goes on', async () => {
    const upload = await open({ name: 'a.zip', bytes: 5 }, { name: 'b.zip', bytes: 5 });
    for (const file of [0, 1]) {
      const path = chunkPath(upload, 0, file);
      const headers = { 'content-type': 'application/octet-stream' };
      await api.call('PUT', path, { token: user.token, headers, body: 'bytes' });
    }
    const first = `${user.workspaceId}/${upload.id}/${upload.files[0]?.id}`;
    await api.runtime.blobs.commitBlocks('uploads', first, ['00000'], { contentType: 'application/zip' });
    expect((await ask('GET', `/${upload.id}`)).body.files[0].missing).toEqual([]);
    expect((await ask('POST', `/${upload.id}/start`)).status).toBe(202);
    expect((await storedOf(upload)).names).toHaveLength(2);
  });

  test('of another size, beyond the end or of another type are refused, and nothing of them is kept', async () => {
    const upload = await open();
    const short = await put(upload, 0, bytes(piece(2)));
    expect([short.status, short.code, short.body.error.details]).toEqual([
      400,
      'memories.chunk_size',
      { expected: chunkBytes, got: 1000 },
    ]);
    expect((await put(upload, 2, bytes(piece(0)))).code).toBe('memories.chunk_size');
    expect((await put(upload, 2, new Blob([bytes(piece(2)), 'x']).stream())).code).toBe(
      'memories.chunk_size',
    );
    expect((await put(upload, 0, new Blob([bytes(piece(2))]).stream())).code).toBe('memories.chunk_size');
    expect((await put(upload, 3, bytes(piece(2)))).code).toBe('memories.no_such_chunk');
    expect((await put(upload, 'one', bytes(piece(2)))).code).toBe('common.invalid');
    expect((await put(upload, 2, bytes(piece(2)), { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await put(upload, 2, bytes(piece(2)), { 'content-encoding': 'gzip' })).status).toBe(415);
    expect(await storedOf(upload)).toEqual({ ...nothing, rows: 1 });
  });

  test('too many at once are told to wait, and go through afterwards', async () => {
    const upload = await open({ ...part, bytes: 12 });
    const twelve = Buffer.from('twelve bytes');
    const { busy, finish } = await sendSlowly(me(), upload, 0, twelve);
    expect([busy.status, busy.code, busy.headers.get('retry-after')]).toEqual([
      429,
      'memories.upload_busy',
      '1',
    ]);
    expect((await finish()).map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect((await put(upload, 0, bytes(twelve))).status).toBe(200);
  });
});

describe('an upload', () => {
  test('that is abandoned leaves nothing, not even of a chunk that was on its way', async () => {
    const upload = await open();
    await put(upload, 0, bytes(piece(0)));
    const late = await sendSlowly(me(), upload, 2, piece(2));
    expect((await storedOf(upload)).staged).toHaveLength(1);
    expect((await ask('DELETE', `/${upload.id}`)).status).toBe(204);
    expect((await late.finish()).map(({ code }) => code)).toEqual(Array(6).fill('memories.upload_closed'));
    expect(await storedOf(upload)).toEqual(nothing);
    expect((await ask('GET', `/${upload.id}`)).status).toBe(404);
    expect((await put(upload, 1, bytes(piece(1)))).status).toBe(404);
  });

  test('of nothing but an empty file is refused at its start, with what to do, and leaves nothing', async () => {
    const upload = await open({ name: 'empty.zip', bytes: 0 });
    expect(upload.files[0]).toMatchObject({ chunks: 0, missing: [] });
    const { status, body } = await ask('POST', `/${upload.id}/start`);
    expect([status, body.error.code]).toEqual([422, 'memories.archive_empty']);
    expect(body.error.message).toContain('empty.zip. Download it again');
    expect(await storedOf(upload)).toEqual(nothing);
  });

  test('keeps its good parts when one is empty: it can be taken out', async () => {
    const upload = await open({ name: 'good.zip', bytes: 5 }, { name: 'empty.zip', bytes: 0 });
    await put(upload, 0, 'bytes');
    const refused = await ask('POST', `/${upload.id}/start`);
    expect(refused.body.error).toMatchObject({
      code: 'memories.archive_empty',
      details: { files: [{ name: 'empty.zip' }] },
    });
    const { body } = await ask('DELETE', `/${upload.id}/files/${upload.files[1]?.id}`);
    expect(body.files.map(({ name }: ImportFile) => name)).toEqual(['good.zip']);
    expect((await ask('POST', `/${upload.id}/start`)).status).toBe(202);
  });

  test('takes more parts, each once, and gives them back with their bytes', async () => {
    const upload = await open();
    const more = { name: 'part-2.zip', bytes: 5, fingerprint: 'f2' };
    const { status, body } = await ask('POST', `/${upload.id}/files`, more);
    expect([status, body.files.map(({ name }: ImportFile) => name)]).toEqual([
      201,
      [part.name, 'part-2.zip'],
    ]);
    const twice = await ask('POST', `/${upload.id}/files`, more);
    expect([twice.status, twice.body.error]).toMatchObject([
      409,
      { code: 'memories.part_twice', details: { fileId: body.files[1].id } },
    ]);
    await put(upload, 2, bytes(piece(2)));
    const fewer = await ask('DELETE', `/${upload.id}/files/${upload.files[0]?.id}`);
    expect(fewer.body.files.map(({ name }: ImportFile) => name)).toEqual(['part-2.zip']);
    expect(await storedOf(upload)).toEqual({ ...nothing, rows: 1 });
    expect((await ask('DELETE', `/${upload.id}/files/${upload.files[0]?.id}`)).status).toBe(404);
    expect((await put(upload, 2, bytes(piece(2)))).status).toBe(404);
    await ask('DELETE', `/${upload.id}/files/${body.files[1].id}`);
    const none = await ask('POST', `/${upload.id}/start`);
    expect([none.status, none.body.error.code]).toEqual([409, 'memories.upload_incomplete']);
  });

  test('has 50 parts at most, and names without folders', async () => {
    const files = Array.from({ length: 50 }, (_, index) => ({ name: `${index}.zip`, bytes: 5 }));
    const upload = await open(...files);
    const { status, body } = await ask('POST', `/${upload.id}/files`, { name: 'last.zip', bytes: 5 });
    expect([status, body.error.code]).toEqual([409, 'memories.too_many_parts']);
    for (const wrong of [
      [...files, part],
      [part, part],
      [{ ...part, name: '../a.zip' }],
      [{ ...part, bytes: -1 }],
      [],
    ]) {
      expect((await ask('POST', '', { files: wrong })).status).toBe(400);
    }
  });

  test('is one of 20 open ones at most; an abandoned one makes room', async () => {
    const uploads = [];
    for (let index = 0; index < 20; index += 1) uploads.push(await open());
    const { status, body } = await ask('POST', '', { files: [part] });
    expect([status, body.error.code]).toEqual([409, 'memories.too_many_uploads']);
    await ask('DELETE', `/${uploads[0]?.id}`);
    await open();
    const page = (await ask('GET', '?limit=15')).body;
    expect(page.items).toHaveLength(15);
    expect((await ask('GET', `?limit=15&cursor=${page.nextCursor}`)).body.items).toHaveLength(5);
  });

  test('asked for twice with one key is one', async () => {
    const headers = { 'idempotency-key': 'an-upload' };
    const call = () => api.call('POST', imports, { token: user.token, headers, body: { files: [part] } });
    const [first, second] = [await call(), await call()];
    expect(second.body.id).toBe(first.body.id);
    expect((await ask('GET')).body.items).toHaveLength(1);
  });

  test('that nobody goes on with is forgotten after 7 days, with its chunks; each chunk gives it 7 more', async () => {
    const forgotten = await open();
    await put(forgotten, 0, bytes(piece(0)));
    const kept = await open();
    const started = await open({ name: 'a.zip', bytes: 5 });
    await put(started, 0, 'bytes');
    await ask('POST', `/${started.id}/start`);
    api.advance(4 * 86_400_000);
    const { body } = await api.call('POST', '/api/v1/auth/login', {
      body: { email: user.email, password: user.password, client: 'api' },
    });
    user.token = body.accessToken;
    expect((await put(kept, 2, bytes(piece(2)))).status).toBe(200);
    api.advance(3.5 * 86_400_000);
    expect(await expireUploads(api.runtime)).toBeGreaterThanOrEqual(1);
    const rows = await api.runtime.mongo.models.imports.find({ workspaceId: user.workspaceId }).lean();
    expect(rows.map(({ _id }) => _id).sort()).toEqual([kept.id, started.id].sort());
    expect((await storedOf(forgotten)).staged).toEqual([]);
    expect((await storedOf(kept)).staged).toHaveLength(1);
    expect((await storedOf(started)).names).toHaveLength(1);
  });
});

test('a backup that was no import has no import report, and says so', async () => {
  const { backup } = await seedEmptyBackup(api.runtime, user);
  const path = `/api/v1/memories/backups/${backup._id}/import-report`;
  const { status, body } = await api.call('GET', path, { token: user.token });
  expect([status, body.error.code]).toEqual([404, 'memories.no_import_report']);
  expect(body.error.message).toBe('This backup was not made from an archive, so there is no import report.');
});
