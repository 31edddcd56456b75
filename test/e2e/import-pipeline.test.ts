import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { editDate } from '../../domains/memories/edit-date.ts';
import { retryImport } from '../../domains/memories/retry-import.ts';
import type { Blobs } from '../../runtime/blob.ts';
import type { ArchiveOptions } from '../../sandbox/archives/types.ts';
import { badArchives } from '../support/bad-archives.ts';
import type { ExpectedPhoto } from '../support/expected-of.ts';
import { newFolder } from '../support/folders.ts';
import { createImportLab, type Imported, type ImportLab, type Owner } from '../support/import-lab.ts';
import { sha256 } from '../support/read-archive.ts';
import { createArchiveMaker } from '../support/sandbox-archives.ts';
import { snapshotOf } from '../support/snapshot.ts';

const maker = createArchiveMaker();
let lab: ImportLab;
/** Where temporary files of this process would be. */
const temporary = newFolder();
beforeAll(async () => {
  process.env.TMPDIR = temporary;
  lab = await createImportLab();
}, 120_000);
afterAll(() => lab?.close());

const sum = ({ photos }: Imported['report']) =>
  photos.imported + photos.merged + photos.missing + photos.unreadable;

/** Of a photo whose id no file name tells: made of where it lies. */
const placeId = ({ path, uris }: ExpectedPhoto) =>
  `archive:${sha256(Buffer.from(path ?? uris[0] ?? '')).slice(0, 32)}`;

/** Instagram's newer names end with its own id. */
const instagramId = ({ uris }: ExpectedPhoto) => /_n_(\d+)\.\w+$/.exec(uris[0] ?? '')?.[1] ?? null;

/** Everything of a person's archive is there, letter by letter. */
function expectWhole(imported: Imported, options: ArchiveOptions, person = 'polyglot'): void {
  const expected = maker.expected(person, options);
  const { photos, posts, report, backup } = imported;
  expect(backup?.account.displayName).toBe(expected.account.name);
  for (const photo of expected.photos) {
    const ids = [photo.id, instagramId(photo), placeId(photo)];
    const row = photos.find(({ remoteId }) => ids.includes(remoteId));
    expect([photo.uris[0], row?.state]).toEqual([
      photo.uris[0],
      photo.path && !photo.broken ? 'stored' : 'failed',
    ]);
    expect(row).toMatchObject({ album: photo.album, text: photo.caption });
    if (photo.path && photo.takenAt) expect(row?.takenAt).toEqual(photo.takenAt);
  }
  const own = photos.filter(({ carried }) => !carried);
  expect(own).toHaveLength(expected.counts.photos);
  expect(report.photos.found).toBe(expected.counts.photos);
  expect(sum(report)).toBe(report.photos.found);
  expect(report.photos.missing).toBe(expected.counts.missing + expected.counts.elsewhere);
  expect(posts.map(({ text }) => text).sort()).toEqual(
    expected.posts.map(({ text, links }) => text || links.join('\n')).sort(),
  );
  const albums = new Map<string, number>();
  for (const { album } of own) if (album) albums.set(album, (albums.get(album) ?? 0) + 1);
  for (const album of expected.albums)
    expect([album.name, albums.get(album.name)]).toEqual([album.name, album.photos]);
  const shown = JSON.stringify({ photos, posts, report });
  for (const secret of expected.secrets) expect(shown).not.toContain(secret);
}

describe('an archive of every era is imported whole', () => {
  const owner: Owner = { id: '01M7Z641645AVG7Y103WM62KC6', workspaceId: '01M7Z641647SSY4A4YS7B334AP' };
  const eras: ArchiveOptions[] = [
    { network: 'facebook', era: 'oldest', parts: 1 },
    { network: 'facebook', era: 'old', parts: 2, split: 'json-and-media-apart' },
    { network: 'facebook', era: 'between', parts: 3 },
    { network: 'facebook', era: '2024', parts: 4, rootFolder: 'facebook-chloe' },
    { network: 'instagram', era: 'old', parts: 1 },
    { network: 'instagram', era: 'new', parts: 2 },
  ];
  test.each(eras)(
    '$network $era',
    async (options) => {
      const before = await lab.runtime.mongo.models.assets.countDocuments({ workspaceId: owner.workspaceId });
      const imported = await lab.importArchive(owner, (await maker.parts('polyglot', options)).reverse());
      expectWhole(imported, options);
      const expected = maker.expected('polyglot', options);
      const assets = await lab.runtime.mongo.models.assets.find({ workspaceId: owner.workspaceId }).lean();
      expect(assets).toHaveLength(Math.max(before, expected.counts.uniqueFiles));
      for (const asset of assets) expect(asset.renditions.thumb?.width).toBeGreaterThan(0);
      const uploads = [];
      for await (const blob of lab.runtime.blobs.list('uploads', owner.workspaceId)) uploads.push(blob.name);
      expect(uploads).toEqual([]);
    },
    60_000,
  );
});

const facebook: ArchiveOptions = { network: 'facebook', era: '2024', parts: 3 };
const statesOf = ({ photos }: Imported) =>
  photos.map(({ remoteId, state, carried, text, album, sortAt, page, assetId }) => {
    // Which of two photos with one picture came first is chance, that one of them did is not.
    const alike = photos.filter((other) => assetId && other.assetId === assetId);
    const fresh = alike.filter((other) => other.fresh).length;
    return { remoteId, state, carried, fresh, alike: alike.length, text, album, sortAt, page };
  });

test('a part that is missing is said so; all parts later add the rest; less after that loses nothing', async () => {
  const owner = lab.newOwner();
  const options = { ...facebook, omitPart: 3 };
  const first = await lab.importArchive(owner, await maker.parts('polyglot', options));
  const expected = maker.expected('polyglot', options).counts;
  expect(expected.missing).toBeGreaterThan(1);
  expect(first.report.photos).toMatchObject({
    found: expected.photos,
    missing: expected.missing + expected.elsewhere,
  });
  expect(first.job.state).toBe('partial');
  expect(first.job.warnings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        code: 'memories.photo_missing',
        message: `${expected.missing} photos are named by the archive but not in it. Probably a part is missing: import all parts together, and they are added.`,
      }),
    ]),
  );
  const all = await lab.importArchive(owner, await maker.parts('polyglot', facebook));
  const whole = maker.expected('polyglot', facebook).counts;
  expect(all.report.photos).toMatchObject({
    found: whole.photos,
    imported: whole.uniqueFiles - first.report.photos.imported,
    missing: whole.missing + whole.elsewhere,
    remoteOnly: 0,
  });
  expect(all.posts).toHaveLength(whole.posts);

  const less = await lab.importArchive(owner, await maker.parts('polyglot', { ...facebook, omitPart: 2 }));
  const stored = ({ photos }: Imported) => new Set(photos.flatMap(({ assetId }) => assetId ?? []));
  expect(stored(less)).toEqual(stored(all));
  expect(less.posts.map(({ text }) => text).sort()).toEqual(all.posts.map(({ text }) => text).sort());
  expect(less.report.photos.imported).toBe(0);
}, 60_000);

test('importing the same archive twice brings nothing new, and a date that a person said stays', async () => {
  const owner = lab.newOwner();
  const parts = await maker.parts('polyglot', facebook);
  const first = await lab.importArchive(owner, parts);
  const { assets } = lab.runtime.mongo.models;
  const asset = await assets.findOne({ workspaceId: owner.workspaceId }).orFail().lean();
  const said = new Date('1999-12-31T23:59:59Z');
  await editDate(lab.runtime, asset, said);
  const second = await lab.importArchive(owner, parts);
  const dated = second.photos.filter(({ assetId }) => assetId === asset._id);
  expect(dated.map(({ sortAt }) => sortAt)).toEqual(dated.map(() => said));
  expect(await assets.findById(asset._id).setOptions({ acrossWorkspaces: 'a test' }).lean()).toMatchObject({
    takenAt: said,
    takenAtOrigin: 'person',
    foundTakenAt: { at: asset.takenAt, origin: asset.takenAtOrigin },
  });
  expect(second.report.photos).toMatchObject({
    found: first.report.photos.found,
    imported: 0,
    remoteOnly: 0,
  });
  expect(second.report.posts).toMatchObject({ found: 12, imported: 0, merged: 12, remoteOnly: 0 });
  expect(second.photos).toHaveLength(first.photos.length);
}, 60_000);

test('an import that is stopped again and again ends like an undisturbed one', async () => {
  const parts = await maker.parts('polyglot', facebook);
  const undisturbed = await lab.importArchive(lab.newOwner(), parts);
  const key = await lab.upload(lab.newOwner(), parts);
  // Every call to blob storage beyond these fails, as if the process had ended there.
  for (const calls of [3, 12, 33]) {
    await expect(lab.run(key, { with: { blobs: failAfter(lab.runtime.blobs, calls) } })).rejects.toThrow(
      'pulled',
    );
  }
  const ended = await lab.run(key);
  expect(statesOf(ended)).toEqual(statesOf(undisturbed));
  expect(ended.report).toEqual(undisturbed.report);
}, 60_000);

test('messages are left out by default, and go into the ZIP alone where somebody asks for them', async () => {
  const parts = await maker.parts('polyglot', { ...facebook, messages: true });
  const { backupFiles } = lab.runtime.mongo.models;
  const owner = lab.newOwner();
  const without = await lab.importArchive(owner, parts);
  const { messageFiles } = maker.expected('polyglot', { ...facebook, messages: true }).counts;
  expect(without.report.skipped).toContainEqual({ what: 'messages', count: messageFiles });
  const key = await lab.upload(owner, parts, { includeMessages: true });
  const asked = await lab.run(key);
  expect(asked.report.skipped.map(({ what }) => what)).not.toContain('messages');
  const files = await backupFiles.find({ workspaceId: owner.workspaceId }).lean();
  expect(files).toHaveLength(messageFiles);
  for (const file of files) {
    expect(file.path).toMatch(/^messages\/inbox\//);
    const bytes = await lab.runtime.blobs.read('backups', file.blobName);
    expect(sha256(bytes ?? Buffer.alloc(0))).toBe(file.sha256);
  }
  expect(asked.photos).toHaveLength(without.photos.length);
}, 60_000);

test('what cannot be gone on with says so: the upload was forgotten before it was read', async () => {
  const key = await lab.upload(lab.newOwner(), await maker.parts('polyglot', { ...facebook, parts: 1 }));
  const { imports, jobs } = lab.runtime.mongo.models;
  await imports.deleteOne({ _id: key.importId, workspaceId: key.workspaceId });
  await jobs.updateOne({ _id: key.jobId, workspaceId: key.workspaceId }, { $set: { state: 'cancelled' } });
  const { job } = await lab.look(key);
  await expect(retryImport(lab.runtime, job)).rejects.toMatchObject({ code: 'memories.import_gone' });
});

describe('a bad archive', () => {
  test.each(badArchives().map((bad) => [bad.name, bad] as const))(
    '%s',
    async (_name, { parts, code }) => {
      const owner = lab.newOwner();
      const imported = await lab.importArchive(owner, parts);
      if (code === null) return expect(imported.report.problemsTotal).toBeGreaterThan(0);
      expect(imported.job).toMatchObject({
        state: 'failed',
        error: { code, message: expect.stringMatching(/\w{3,}.*\.$/) },
      });
      const { jobs: _jobs, outbox: _outbox, ...left } = await snapshotOf(lab.runtime, owner);
      expect(left).toEqual({ blobs: [] });
      expect(readdirSync(temporary)).toEqual([]);
    },
    30_000,
  );

  test('found out in the middle takes back what it brought, and nothing else, also when that is interrupted', async () => {
    const owner = lab.newOwner();
    const good = await maker.parts('polyglot', { ...facebook, omitPart: 2 });
    const earlier = await lab.importArchive(owner, good);
    const before = await snapshotOf(lab.runtime, owner);
    const lying = badArchives().find(({ name }) => name.includes('lies'));
    const whole = await maker.parts('polyglot', facebook);
    const key = await lab.upload(owner, [...whole, ...(lying?.parts ?? [])]);
    for (const calls of [15, 30, 45]) {
      await lab.run(key, { with: { blobs: failAfter(lab.runtime.blobs, calls) } }).catch((error) => {
        expect(String(error)).toContain('pulled');
      });
    }
    const refused = await lab.run(key);
    expect(refused.job).toMatchObject({ state: 'failed', error: { code: 'memories.archive_bomb' } });
    expect(refused.backup).toBeNull();
    const after = await snapshotOf(lab.runtime, owner);
    const passing = { jobs: [], outbox: [], assets: [] };
    expect({ ...after, ...passing }).toEqual({ ...before, ...passing });
    const ids = (rows: unknown[] | undefined) => rows?.map((row) => (row as { _id: string })._id);
    expect(ids(after.assets)).toEqual(ids(before.assets));
    expect(earlier.photos.length).toBeGreaterThan(0);
  }, 60_000);
});

/** Blob storage whose wire is pulled after so many calls. */
function failAfter(blobs: Blobs, calls: number): Blobs {
  let left = calls;
  return new Proxy(blobs, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        left -= 1;
        if (left < 0) throw new Error('The wire was pulled.');
        return Reflect.apply(member, target, args);
      };
    },
  });
}
