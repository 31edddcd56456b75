import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ArchiveOptions } from '../../sandbox/archives/types.ts';
import type { ExpectedPhoto } from '../support/expected-of.ts';
import { createImportLab, type Imported, type ImportLab, type Owner } from '../support/import-lab.ts';
import { sha256 } from '../support/read-archive.ts';
import { createArchiveMaker } from '../support/sandbox-archives.ts';

const maker = createArchiveMaker();
let lab: ImportLab;
beforeAll(async () => {
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
