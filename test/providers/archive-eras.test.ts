import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ArchiveFiles, ArchiveItem, ArchivePhoto } from '../../providers/archive/archive-reader.ts';
import { openArchive } from '../../providers/archive/open-archive.ts';
import { recognizeArchive } from '../../providers/archive/readers.ts';
import type { ArchiveOptions } from '../../sandbox/archives/types.ts';
import { ofKind, partOf, readItems } from '../support/build-archive.ts';
import type { ExpectedArchive, ExpectedPhoto } from '../support/expected-of.ts';
import { createArchiveMaker } from '../support/sandbox-archives.ts';

const maker = createArchiveMaker();
const facebook = (era: 'oldest' | 'old' | 'between' | '2024', more: Partial<ArchiveOptions> = {}) =>
  ({ network: 'facebook', era, ...more }) as ArchiveOptions;
const instagram = (era: 'old' | 'new', more: Partial<ArchiveOptions> = {}) =>
  ({ network: 'instagram', era, ...more }) as ArchiveOptions;

const cases: [name: string, era: string, person: string, options: ArchiveOptions][] = [
  ['Facebook, oldest', 'oldest', 'polyglot', facebook('oldest', { messages: true })],
  ['Facebook, old, in 2 parts', 'old', 'polyglot', facebook('old', { parts: 2 })],
  ['Facebook, between, in 3', 'between', 'polyglot', facebook('between', { parts: 3, messages: true })],
  ['Facebook, 2024, in 4', '2024 on', 'polyglot', facebook('2024', { parts: 4, messages: true })],
  [
    'Facebook, JSON and media apart',
    'between',
    'polyglot',
    facebook('between', { parts: 3, split: 'json-and-media-apart' }),
  ],
  ['Facebook, under a folder', '2024 on', 'polyglot', facebook('2024', { rootFolder: 'my archive' })],
  ['Facebook, a part lost', 'old', 'polyglot', facebook('old', { parts: 4, omitPart: 2 })],
  [
    'Facebook, media lost',
    '2024 on',
    'polyglot',
    facebook('2024', { parts: 3, split: 'json-and-media-apart', omitPart: 3 }),
  ],
  ['Facebook, an empty account', 'old', 'empty', facebook('old')],
  ['Instagram, old', 'old', 'polyglot', instagram('old', { messages: true })],
  ['Instagram, new, in 3 parts', 'new', 'polyglot', instagram('new', { parts: 3, messages: true })],
  ['Instagram, under a folder', 'new', 'polyglot', instagram('new', { rootFolder: 'insta' })],
];

describe.each(cases)('%s', (_name, era, person, options) => {
  let files: ArchiveFiles;
  let items: ArchiveItem[];
  let expected: ExpectedArchive;
  beforeAll(async () => {
    // Whatever order the parts come in.
    const parts = (await maker.parts(person, options)).reverse();
    files = await openArchive(parts.map(({ name, bytes }) => partOf(name, bytes)));
    const recognized = recognizeArchive(files);
    expect(recognized).toMatchObject({ era, confidence: 1, reader: { network: options.network } });
    items = await readItems(recognized.reader, files);
    expected = maker.expected(person, options);
  });

  test('every photo, with its file, dates, words and album', () => {
    const found = new Map(expected.photos.map((photo) => [photo, [] as ArchivePhoto[]]));
    for (const item of ofKind(items, 'photo')) {
      const photo = expected.photos.find(({ uris }) => uris.includes(item.uri));
      expect({ uri: item.uri, expected: photo !== undefined }).toEqual({ uri: item.uri, expected: true });
      found.get(photo as ExpectedPhoto)?.push(item);
    }
    for (const [photo, mentions] of found)
      expect(summaryOf(mentions)).toEqual({
        paths: [photo.path],
        elsewhere: photo.elsewhere,
        ids: photo.id === null || options.network === 'instagram' ? expect.any(Array) : [photo.id],
        album: photo.album,
        title: options.network === 'instagram' ? expect.any(String) : photo.caption,
        createdAt: photo.createdAt,
        takenAt: photo.takenAt,
        comments: photo.comments.map((one) => ({
          author: one.author,
          text: one.text,
          createdAt: new Date(one.seconds * 1000),
        })),
      });
  });

  test('every post, with its words, tags, links, place and photos in order', () => {
    const posts = ofKind(items, 'post');
    const inOrder = (one: { seconds: number; text: string }, other: { seconds: number; text: string }) =>
      one.seconds - other.seconds || one.text.localeCompare(other.text);
    expect(
      posts
        .map((post) => ({
          seconds: (post.createdAt?.getTime() ?? 0) / 1000,
          text: post.text,
          tags: post.tags,
          links: post.links,
          place: post.place?.name ?? null,
          photos: post.photoUris,
        }))
        .sort(inOrder),
    ).toEqual(expected.posts.map(({ number: _number, ...post }) => post).sort(inOrder));
    expect(new Set(posts.map(({ key }) => key)).size).toBe(posts.length);
    // Each photo of a post comes before it, and names it.
    for (const post of posts)
      expect(
        ofKind(items.slice(0, items.indexOf(post)), 'photo')
          .filter(({ postKey }) => postKey === post.key)
          .map(({ uri }) => uri),
      ).toEqual(post.photoUris);
  });

  test('albums, account, videos and messages', () => {
    expect(
      ofKind(items, 'album').map(({ name }) => ({
        name,
        photos: ofKind(items, 'photo').filter(({ album }) => album === name).length,
      })),
    ).toEqual(expected.albums);
    const accounts = ofKind(items, 'account');
    expect(accounts.map(({ username }) => username)).toEqual([expected.account.username]);
    expect(ofKind(items, 'message-file')).toHaveLength(expected.counts.messageFiles);
    const videos = ofKind(items, 'skipped').filter(({ what }) => what === 'videos');
    // The list of videos may be in the part that was lost; a post tells of one of them, too.
    if (options.omitPart === undefined)
      expect(videos.map(({ count }) => count)).toEqual([expected.counts.videos].filter((count) => count > 0));
    expect(ofKind(items, 'problem')).toEqual([]);
  });

  test('nothing of the secrets, and no damaged text', () => {
    const told = JSON.stringify(items);
    for (const secret of expected.secrets) expect(told).not.toContain(secret);
    for (const text of expected.texts) expect(told).toContain(JSON.stringify(text).slice(1, -1));
  });
});

test('a photo, a post and an album have the same keys in every era', async () => {
  const keys = await Promise.all(
    (['oldest', 'old', 'between', '2024'] as const).map(async (era) => {
      const parts = await maker.parts('polyglot', facebook(era));
      const files = await openArchive(parts.map(({ name, bytes }) => partOf(name, bytes)));
      const items = await readItems(recognizeArchive(files).reader, files);
      return {
        photos: [...new Set(ofKind(items, 'photo').map(({ remoteId }) => remoteId))].sort(),
        posts: ofKind(items, 'post').map(({ key }) => key),
        albums: ofKind(items, 'album').map(({ name }) => name),
      };
    }),
  );
  for (const other of keys.slice(1)) expect(other).toEqual(keys[0]);
});

function summaryOf(mentions: ArchivePhoto[]) {
  return {
    paths: [...new Set(mentions.map(({ file }) => file?.path ?? null))],
    elsewhere: mentions.some(({ elsewhere }) => elsewhere),
    ids: [...new Set(mentions.map(({ remoteId }) => remoteId))],
    album: mentions.find(({ album }) => album)?.album ?? null,
    title: mentions.find(({ title }) => title)?.title ?? '',
    createdAt: mentions[0]?.createdAt,
    takenAt: mentions.find(({ takenAt }) => takenAt)?.takenAt ?? null,
    comments: mentions.find(({ comments }) => comments.length > 0)?.comments ?? [],
  };
}
