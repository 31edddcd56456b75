import { z } from 'zod';
import type { ArchiveFile, ArchiveFiles, ArchiveItem, ArchiveReader } from './archive-reader.ts';
import { classifyFacebook, type FacebookKind, recognizeFacebook } from './facebook-files.ts';
import { createMediaFinder } from './find-media.ts';
import { createPostKeys } from './key-posts.ts';
import { limitItems } from './limit-items.ts';
import { parseMedia } from './parse-media.ts';
import { parsePost } from './parse-post.ts';
import { comments, text } from './parse-values.ts';
import { readAccount } from './read-account.ts';
import { problemOf, readJson } from './read-json.ts';
import { type Collection, noteVideos, readMedia, readSkipped } from './read-media.ts';
import { sortFiles } from './sort-files.ts';

interface Reading {
  files: ArchiveFiles;
  signal: AbortSignal | undefined;
  collection: Collection;
  keyOf: ReturnType<typeof createPostKeys>;
}

/** Facebook's "Download your information", in JSON, of every era. */
export const facebookArchive: ArchiveReader = {
  name: 'facebook-archive',
  network: 'facebook',
  recognize: recognizeFacebook,
  read: (files, signal) => limitItems(readAll(files, signal)),
};

async function* readAll(files: ArchiveFiles, signal?: AbortSignal): AsyncGenerator<ArchiveItem> {
  const sorted = sortFiles(files, classifyFacebook);
  const of = (kind: FacebookKind | null) => sorted.get(kind) ?? [];
  const collection = { finder: createMediaFinder(of(null)), videos: new Set<string>() };
  const reading: Reading = { files, signal, collection, keyOf: createPostKeys() };
  yield* files.problems.map((problem) => ({ kind: 'problem' as const, ...problem }));
  yield* readAccount(files, of('profile'), (file) => readProfile(reading, file));
  for (const file of of('posts')) yield* readPosts(reading, file);
  for (const file of of('album')) yield* readAlbum(reading, file);
  for (const file of of('photos')) yield* readPhotos(reading, file);
  for (const file of of('videos')) yield* readVideos(reading, file);
  yield* of('message').map((file) => ({ kind: 'message-file' as const, file }));
  yield* readSkipped(collection, of(null));
}

const Name = z.union([z.string(), z.object({ full_name: z.string() }).transform((name) => name.full_name)]);
const Profile = z.object({ name: Name, username: text, profile_uri: text });
const ProfileFile = z
  .object({ profile_v2: Profile.optional().catch(undefined), profile: Profile.optional().catch(undefined) })
  .transform((file) => file.profile_v2 ?? file.profile);

async function* readProfile(reading: Reading, file: ArchiveFile): AsyncGenerator<ArchiveItem> {
  for await (const item of readJson(reading.files, file, reading.signal)) {
    if (item.kind === 'problem') yield item;
    const profile = item.kind === 'piece' ? ProfileFile.safeParse(item.value).data : undefined;
    if (!profile) continue;
    const { name, username, profile_uri } = profile;
    yield { kind: 'account', name, username: username || null, profileUrl: profile_uri || null };
    return;
  }
}

async function* readPosts(reading: Reading, file: ArchiveFile): AsyncGenerator<ArchiveItem> {
  for await (const item of readJson(reading.files, file, reading.signal)) {
    if (item.kind === 'problem') yield item;
    else if (typeof item.value !== 'object' || item.value === null)
      yield problemOf(file, 'An item in it is no post, and was left out.');
    else yield* readPost(reading, file, item.value);
  }
}

function* readPost(reading: Reading, file: ArchiveFile, value: object): Generator<ArchiveItem> {
  const post = parsePost(value);
  if (!post) return;
  const { media, ...told } = post;
  const shown = media.flatMap((one) => parseMedia(one) ?? []).filter(({ what }) => what === 'photo');
  const photoUris = [...new Set(shown.map(({ uri }) => uri))];
  const key = reading.keyOf({ ...told, photoUris });
  if (key === null) return;
  for (const one of media)
    yield* readMedia(file, one, reading.collection, { ...ofFacebook, album: null, postKey: key });
  yield { kind: 'post', key, ...told, photoUris };
}

const Album = z.object({ name: text, comments, cover_photo: z.unknown().optional() });

/** The name may stand behind the photos: it is read first, and then the photos one by one. */
async function* readAlbum(reading: Reading, file: ArchiveFile): AsyncGenerator<ArchiveItem> {
  let head: z.infer<typeof Album> | undefined;
  for await (const item of readJson(reading.files, file, reading.signal))
    if (item.kind === 'piece' && item.list === null) head = Album.safeParse(item.value).data;
  const album = head?.name || null;
  const shown = { ...ofFacebook, album, postKey: null };
  if (album) yield { kind: 'album', name: album, comments: head?.comments ?? [] };
  let coverSeen = false;
  const cover = parseMedia(head?.cover_photo)?.uri;
  for await (const item of readJson(reading.files, file, reading.signal)) {
    if (item.kind === 'problem') yield item;
    else if (item.list === 'photos')
      for (const photo of readMedia(file, item.value, reading.collection, shown)) {
        if (photo.kind === 'photo' && photo.uri === cover) coverSeen = true;
        yield photo;
      }
  }
  if (cover && !coverSeen) yield* readMedia(file, head?.cover_photo, reading.collection, shown);
}

async function* readPhotos(reading: Reading, file: ArchiveFile): AsyncGenerator<ArchiveItem> {
  for await (const item of readJson(reading.files, file, reading.signal))
    if (item.kind === 'problem') yield item;
    else if (item.list !== null)
      yield* readMedia(file, item.value, reading.collection, {
        ...ofFacebook,
        album: null,
        postKey: null,
        titleOf: ({ description, title }) => description || title,
      });
}

async function* readVideos(reading: Reading, file: ArchiveFile): AsyncGenerator<ArchiveItem> {
  for await (const item of readJson(reading.files, file, reading.signal))
    if (item.kind === 'problem') yield item;
    else noteVideos(item.value, reading.collection);
}

/** In posts and albums, `title` is the name of the album that the photo is in, and its words are the description. */
const ofFacebook = {
  titleOf: ({ description }: { description: string }) => description,
  /**
   * `<n>_<photo id>_<n>_n.jpg`, sometimes with the id again at the end, and from 2024 on `<photo id>.jpg`. Nothing
   * else is certain.
   */
  idOf: (name: string): string | null =>
    /^\d+_(\d{6,})_\d+_[a-z](?:_\d+)?\.\w+$/.exec(name)?.[1] ?? /^(\d{8,})\.\w+$/.exec(name)?.[1] ?? null,
};
