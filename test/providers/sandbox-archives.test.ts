import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import yauzl from 'yauzl';
import type { ArchiveOptions } from '../../sandbox/archives/types.ts';
import { type RunningSandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { bigArchive } from '../support/big-archive.ts';
import { createArchiveMaker } from '../support/sandbox-archives.ts';
import { connect, getJson, postJson, readAll } from '../support/sandbox-client.ts';

const sandbox: RunningSandbox = await startSandbox();
afterAll(() => sandbox.close());
const maker = createArchiveMaker();

const kinds: ArchiveOptions[] = [
  { network: 'facebook', era: 'oldest' },
  { network: 'facebook', era: 'old' },
  { network: 'facebook', era: 'between' },
  { network: 'facebook', era: '2024' },
  { network: 'instagram', era: 'old' },
  { network: 'instagram', era: 'new' },
];

async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const opened = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
  const files = new Map<string, Buffer>();
  for await (const entry of opened.eachEntry()) {
    files.set(entry.fileName, Buffer.concat(await (await opened.openReadStreamPromise(entry)).toArray()));
  }
  return files;
}
const unzipAll = async (parts: { bytes: Buffer }[]) => {
  const files = await Promise.all(parts.map(({ bytes }) => unzip(bytes)));
  return new Map(files.flatMap((part) => [...part]));
};
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Every text in a JSON file, its keys too: read as bytes where that is possible, as it stands where not. */
function textsOf(json: unknown): string[] {
  if (typeof json === 'string') {
    if (/[^\0-\xff]/.test(json)) return [json];
    try {
      return [new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(json, 'latin1'))];
    } catch {
      return [json];
    }
  }
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, value]) => [...textsOf(key), ...textsOf(value)]);
}

describe.each(kinds)('$network, $era', (kind) => {
  const options: ArchiveOptions = { ...kind, parts: 3, messages: true };

  test('holds each picture, each text letter by letter, and only plain ASCII', async () => {
    const files = await unzipAll(await maker.parts('polyglot', options));
    const expected = maker.expected('polyglot', options);
    const sheets = [...files].filter(([path]) => path.endsWith('.json'));
    const texts = new Set(sheets.flatMap(([, bytes]) => textsOf(JSON.parse(bytes.toString('utf8')))));
    expect(expected.texts.filter((text) => !texts.has(text))).toEqual([]);
    for (const [, bytes] of sheets) expect(bytes.every((byte) => byte < 0x80)).toBe(true);
    for (const { path } of expected.photos) expect(path === null || files.has(path)).toBe(true);
    expect(texts).toContain('203.0.113.77');
    expect(expected.counts).toMatchObject(
      kind.network === 'facebook'
        ? { photos: 26, present: 24, uniqueFiles: 23, missing: 1, elsewhere: 1, posts: 12, videos: 2 }
        : { photos: 24, present: 24, uniqueFiles: 23, missing: 0, elsewhere: 0, posts: 17, videos: 0 },
    );
    expect([...files.keys()].filter((path) => path.includes('messages/inbox/'))).toHaveLength(3);
  });

  test('is the same, byte for byte, each time', async () => {
    const [first, second] = [
      await maker.parts('polyglot', options),
      await createArchiveMaker().parts('polyglot', options),
    ];
    expect(second.map(({ bytes }) => sha(bytes))).toEqual(first.map(({ bytes }) => sha(bytes)));
    expect(first.map(({ name }) => name)).toEqual(
      new Array(3).fill(
        expect.stringMatching(new RegExp(`^${kind.network}-chloesahin-2026-06-30-\\w{8}\\.zip$`)),
      ),
    );
  });
});

test('the pictures are those of the picture server', async () => {
  const token = await connect(sandbox.url, 'polyglot', ['user_photos']);
  interface PhotoJson {
    id: string;
    images: { width: number; source: string }[];
  }
  const pages = await readAll<PhotoJson>(sandbox.url, '/me/photos', token, {
    type: 'uploaded',
    fields: 'images',
  });
  const shas = new Map<string, string>();
  for (const { id, images } of pages.flatMap(({ data }) => data)) {
    const source = images.reduce((best, image) => (image.width > best.width ? image : best)).source;
    shas.set(id, sha(Buffer.from(await (await fetch(source)).arrayBuffer())));
  }
  expect(shas.size).toBe(24);
  const options: ArchiveOptions = { network: 'facebook', era: '2024' };
  const files = await unzipAll(await maker.parts('polyglot', options));
  const inArchive = maker
    .expected('polyglot', options)
    .photos.flatMap(({ id, path }) =>
      id === null || path === null ? [] : [[id, sha(files.get(path) as Buffer)] as const],
    );
  expect(new Map(inArchive)).toEqual(shas);
});

test('albums, dates before 1970 and lost ones are told as the JSON has them', () => {
  const expected = maker.expected('polyglot', { network: 'facebook', era: 'old' });
  expect(expected.albums).toEqual(
    expect.arrayContaining([
      { name: 'Été à la mer — l’île d’Yeu', photos: 6 },
      { name: 'दीवाली की रोशनी', photos: 5 },
      { name: '日本の旅', photos: 4 },
      { name: '👩‍👩‍👧‍👦 رحلة العائلة 👍🏽', photos: 4 },
    ]),
  );
  const years = expected.photos.map(({ takenAt }) => takenAt?.getUTCFullYear());
  expect(years).toContain(1962);
  // The lost one, the address and the forgotten file.
  expect(years.filter((year) => year === undefined)).toHaveLength(3);
});

test('JSON and media may lie in different parts, and a part may be lost', async () => {
  const options: ArchiveOptions = {
    network: 'facebook',
    era: '2024',
    parts: 4,
    split: 'json-and-media-apart',
  };
  const parts = await maker.parts('polyglot', options);
  const paths = await Promise.all(parts.map(async ({ bytes }) => [...(await unzip(bytes)).keys()]));
  expect(paths[0]?.every((path) => path.endsWith('.json'))).toBe(true);
  expect(
    paths
      .slice(1)
      .flat()
      .some((path) => path.endsWith('.json')),
  ).toBe(false);
  const lost = { ...options, omitPart: 3 };
  expect(await maker.parts('polyglot', lost)).toHaveLength(3);
  const { counts } = maker.expected('polyglot', lost);
  const gone = paths[2]?.filter((path) => path.endsWith('.jpg')).length ?? 0;
  expect(gone).toBeGreaterThan(4);
  expect(counts).toMatchObject({ photos: 26, present: 24 - gone, missing: 1 + gone, posts: 12 });
});

test('an unpacked folder has the files of the ZIP, below one more folder where that is wished', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'archives-'));
  const options: ArchiveOptions = { network: 'instagram', era: 'new', rootFolder: 'my instagram' };
  const files = await unzipAll(await maker.parts('polyglot', options));
  await maker.writeFolder('polyglot', options, folder);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const written = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  expect(written.sort()).toEqual([...files.keys()].map((path) => basename(path)).sort());
  expect([...files.keys()].every((path) => path.startsWith('my instagram/'))).toBe(true);
  await rm(folder, { recursive: true });
});

test('the HTML format has pages where the other has data', async () => {
  const files = await unzipAll(
    await maker.parts('polyglot', { network: 'facebook', era: '2024', format: 'html' }),
  );
  expect([...files.keys()].some((path) => path.endsWith('.json'))).toBe(false);
  const page = files.get('your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.html');
  expect(page?.toString('utf8')).toContain('京都に着きました');
});

test.each([
  ['www.facebook.com', 'old', 'facebook'],
  ['www.instagram.com', 'old', 'instagram'],
] as const)('%s offers the parts on a page, and each can be fetched', async (host, era, network) => {
  const query = new URLSearchParams({ person: 'polyglot', era, parts: '2', messages: 'yes' });
  const page = await (await fetch(`${sandbox.url}/${host}/dyi?${query}`)).text();
  const links = [...page.matchAll(/href="([^"]+\.zip[^"]*)"/g)].map(([, href]) =>
    String(href).replaceAll('&amp;', '&'),
  );
  const fetched = await Promise.all(
    links.map(async (href) => Buffer.from(await (await fetch(sandbox.url + href)).arrayBuffer())),
  );
  const parts = await maker.parts('polyglot', { network, era, parts: 2, messages: true } as ArchiveOptions);
  expect(fetched.map(sha)).toEqual(parts.map(({ bytes }) => sha(bytes)));
  const { body } = await getJson<{ routes: { route: string; requests: number }[] }>(
    `${sandbox.url}/_sandbox/ledger?vendor=${host}`,
  );
  expect(body.routes).toContainEqual(expect.objectContaining({ route: 'GET /dyi/{person}/{file}' }));
});

test.each([
  ['/dyi?person=polyglot&era=newest', 400, 'era must be one of oldest, old, between, 2024.'],
  ['/dyi?person=polyglot&parts=5', 400, 'parts must be a whole number from 1 to 4.'],
  ['/dyi?person=nobody', 404, 'There is no such person.'],
  ['/dyi/polyglot/other.zip', 404, 'There is no such file.'],
])('%s is answered with a sentence', async (path, status, words) => {
  const answer = await fetch(`${sandbox.url}/www.facebook.com${path}`);
  expect([answer.status, (await answer.text()).includes(words)]).toEqual([status, true]);
});

test('the archive of a synthetic person has as many pictures as asked for, all different', async () => {
  await postJson(`${sandbox.url}/_sandbox/people`, {
    id: 'bulk',
    photos: 400,
    posts: 40,
    bytesPerPhoto: 9000,
  });
  const page = await (await fetch(`${sandbox.url}/www.facebook.com/dyi?person=bulk`)).text();
  const href = String(/href="([^"]+\.zip[^"]*)"/.exec(page)?.[1]).replaceAll('&amp;', '&');
  const files = await unzip(Buffer.from(await (await fetch(sandbox.url + href)).arrayBuffer()));
  const pictures = [...files].filter(([path]) => path.endsWith('.jpg')).map(([, bytes]) => bytes);
  expect(new Set(pictures.map(sha)).size).toBe(400);
  expect((await sharp(pictures[399]).stats()).isOpaque).toBe(true);
});

test('a big archive can be opened again from its start and gives the same', async () => {
  const { parts, expected } = bigArchive({ photos: 60, posts: 8, bytesPerPhoto: 20_000 });
  const read = async () => sha(Buffer.concat((await parts[0]?.open().toArray()) ?? []));
  expect(await read()).toBe(await read());
  expect(expected.counts).toMatchObject({ photos: 60, uniqueFiles: 60, posts: 8, missing: 0 });
});
