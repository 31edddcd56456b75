import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { registerUser } from '../../domains/accounts/register-user.ts';
import { checkBackup } from '../../domains/memories/verify/check-backup.ts';
import { backupInstallation } from '../../embedded/installation/backup-installation.ts';
import { restoreInstallation } from '../../embedded/installation/restore-installation.ts';
import { startStack } from '../../embedded/start-stack.ts';
import { createRuntime } from '../../runtime/create-runtime.ts';
import { parseEnv } from '../../runtime/env.ts';
import { migrate } from '../../runtime/migrate.ts';
import { newFolder } from '../support/folders.ts';
import { type Seeded, seedBackup } from '../support/seed-backup.ts';
import { goodPassword } from '../support/start-api.ts';

const home = newFolder();
const copy = join(newFolder(), 'copy');
const place = (at: string) => ({ home: at, port: 0, log: () => undefined });
const password = goodPassword();
const email = 'keeper@example.test';
/** What a terminal may show, and what a text may hold: U+2028 ends a line for some readers. */
const text = 'Line one\u2028line two — नमस्ते 🌻';

let owner: { id: string; workspaceId: string };
let seeded: Seeded;
let zip: string;

const hashOf = (bytes: Uint8Array | null) =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');

/** Database and storage of a data folder, for as long as `work` takes. */
async function inside<T>(
  folder: string,
  only: ('mongo' | 'blob' | 'api')[],
  work: (runtime: Awaited<ReturnType<typeof createRuntime>>, url: string) => Promise<T>,
): Promise<T> {
  // Nothing listens there: no workflow is needed here.
  const env = { ...process.env, TEMPORAL_ADDRESS: '127.0.0.1:1' };
  const stack = await startStack({ home: folder, port: 0, only, env, log: () => undefined });
  const runtime = await createRuntime(parseEnv({ ...stack.env, LOG_LEVEL: 'error' }), { process: 'test' });
  try {
    return await work(runtime, stack.describe().services.api?.url ?? '');
  } finally {
    await runtime.close();
    await stack.stop();
  }
}

beforeAll(async () => {
  await inside(home, ['mongo', 'blob'], async (runtime) => {
    await migrate(runtime.mongo);
    await runtime.blobs.prepare();
    const { userId } = await registerUser(
      { ...runtime, fetch },
      { email, password, name: 'Keeper' },
      { client: 'api', userAgent: '', address: '127.0.0.1' },
    );
    const user = await runtime.mongo.models.users.findById(userId).orFail().lean();
    owner = { id: userId, workspaceId: user.personalWorkspaceId };
    seeded = await seedBackup(runtime, owner, { photos: [{ title: text }, {}], posts: [{ text }] });
    zip = hashOf(await runtime.blobs.read('backups', seeded.backup.archive?.blobName ?? ''));
  });
}, 120_000);

test('a running installation is not copied, a folder with something in it not written to', async () => {
  const stack = await startStack({ home, port: 0, only: ['mongo'], log: () => undefined });
  await expect(backupInstallation(place(home), copy)).rejects.toThrow(/copied while it is stopped/);
  await stack.stop();
  const used = newFolder();
  writeFileSync(join(used, 'mine.txt'), 'keep me');
  await expect(backupInstallation(place(home), used)).rejects.toThrow(/not empty/);
  expect(readdirSync(used)).toEqual(['mine.txt']);
  await expect(backupInstallation(place(newFolder()), copy)).rejects.toThrow(/no installation/);
}, 60_000);

test('an interrupted copy is never taken for a whole one', async () => {
  const stopped = new AbortController();
  const interrupted = join(newFolder(), 'copy');
  const log = (line: string) => line === 'copying files' && stopped.abort(new Error('interrupted'));
  const doing = backupInstallation({ ...place(home), log, signal: stopped.signal }, interrupted);
  await expect(doing).rejects.toThrow('interrupted');
  expect(existsSync(join(interrupted, 'database', 'users.ndjson'))).toBe(true);
  await expect(restoreInstallation(place(newFolder()), interrupted)).rejects.toThrow(/no whole copy/);
}, 60_000);

test('a copy is for its owner’s eyes alone, and holds database, files and keys', async () => {
  const { totals } = await backupInstallation(place(home), copy);
  // Two originals with two renditions each, four documents, the ZIP.
  expect(totals.blobs).toBeGreaterThanOrEqual(11);
  for (const name of ['.', 'manifest.json', 'files.ndjson', 'keys/secrets.json', 'database/users.ndjson'])
    expect([name, statSync(join(copy, name)).mode & 0o077]).toEqual([name, 0]);
  expect(readFileSync(join(copy, 'keys', 'secrets.json'))).toEqual(readFileSync(join(home, 'secrets.json')));
  expect(readFileSync(join(copy, 'database', 'users.ndjson'), 'utf8')).not.toContain(password);
}, 60_000);

test.each([
  ['a changed byte', (folder: string) => appendFileSync(join(folder, 'database', 'memories.ndjson'), ' ')],
  ['a missing file', (folder: string) => rmSync(join(folder, 'keys', 'secrets.json'))],
  ['a changed list', (folder: string) => appendFileSync(join(folder, 'files.ndjson'), '\n')],
])('%s is noticed before anything is restored', async (_name, spoil) => {
  const spoiled = join(newFolder(), 'copy');
  cpSync(copy, spoiled, { recursive: true });
  spoil(spoiled);
  const empty = newFolder();
  await expect(restoreInstallation(place(empty), spoiled)).rejects.toThrow(/is damaged/);
  expect(readdirSync(empty)).toEqual([]);
});

test('nothing is restored over an installation', async () => {
  const before = readFileSync(join(home, 'secrets.json'));
  await expect(restoreInstallation(place(home), copy)).rejects.toThrow(/is not empty/);
  expect(readFileSync(join(home, 'secrets.json'))).toEqual(before);
});

test('a restoration that did not come to its end is not started', async () => {
  const half = newFolder();
  const stopped = new AbortController();
  const log = (line: string) => line === 'restoring files' && stopped.abort(new Error('interrupted'));
  const doing = restoreInstallation({ ...place(half), log, signal: stopped.signal }, copy);
  await expect(doing).rejects.toThrow('interrupted');
  await expect(startStack({ home: half, port: 0, only: ['mongo'] })).rejects.toThrow(
    /did not come to its end/,
  );
  await expect(restoreInstallation(place(half), copy)).rejects.toThrow(/is not empty/);
}, 60_000);

test('restored into an empty folder: login, photos, ZIP and texts are as they were, and a check finds it whole', async () => {
  const restored = newFolder();
  await restoreInstallation(place(restored), copy);
  await inside(restored, ['mongo', 'blob', 'api'], async (runtime, url) => {
    const login = await fetch(`${url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    expect(login.status).toBe(200);
    const { accessToken } = (await login.json()) as { accessToken: string };
    const get = async (path: string) => {
      const answer = await fetch(`${url}/api/v1${path}`, {
        headers: { authorization: `Bearer ${accessToken}` },
      });
      expect([path, answer.status, answer.ok ? '' : await answer.text()]).toEqual([path, 200, '']);
      return answer;
    };
    const bytesOf = async (path: string) => hashOf(new Uint8Array(await (await get(path)).arrayBuffer()));
    expect(await bytesOf(`/memories/backups/${seeded.backup._id}/archive`)).toBe(zip);
    for (const { _id, sha256 } of seeded.assets)
      expect(await bytesOf(`/assets/${_id}/content/original`)).toBe(sha256);
    const list = await get(`/memories/backups/${seeded.backup._id}/memories`);
    const { items } = (await list.json()) as { items: { text: string }[] };
    expect(items.filter((item) => item.text === text)).toHaveLength(2);

    const { models } = runtime.mongo;
    const scope = { workspaceId: owner.workspaceId, backupId: seeded.backup._id };
    expect(await models.memories.find(scope).sort({ _id: 1 }).lean()).toEqual(
      seeded.memories.toSorted((a, b) => (a._id < b._id ? -1 : 1)),
    );
    const indexes = await models.memories.listIndexes();
    expect(indexes.length).toBeGreaterThan(4);
    const verification = await models.verifications.create({
      ...{ _id: ulid(), ...scope, jobId: null, state: 'running', scope: 'all' },
      ...{ checked: { blobs: 0, entries: 0, bytes: 0 }, startedAt: new Date() },
    });
    const key = { ...scope, verificationId: verification._id, jobId: seeded.job._id, attempt: 1 };
    await checkBackup(runtime, key);
    const checked = await models.verifications
      .findOne({ _id: verification._id, ...scope })
      .orFail()
      .lean();
    expect([checked.findingsTotal, checked.findings]).toEqual([0, []]);
    expect(checked.checked.blobs).toBeGreaterThanOrEqual(2);
  });
}, 120_000);
