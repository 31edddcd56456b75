import { z } from 'zod';
import type { ArchiveFile, ArchiveFiles, ArchiveItem, ArchiveReader } from './archive-reader.ts';
import { createMediaFinder } from './find-media.ts';
import { classifyInstagram, type InstagramKind, recognizeInstagram } from './instagram-files.ts';
import { createPostKeys } from './key-posts.ts';
import { limitItems } from './limit-items.ts';
import { parseMedia } from './parse-media.ts';
import { instant, list, text } from './parse-values.ts';
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

/** Instagram's "Download your information", in JSON, of both layouts. */
export const instagramArchive: ArchiveReader = {
  name: 'instagram-archive',
  network: 'instagram',
  recognize: recognizeInstagram,
  read: (files, signal) => limitItems(readAll(files, signal)),
};

async function* readAll(files: ArchiveFiles, signal?: AbortSignal): AsyncGenerator<ArchiveItem> {
  const sorted = sortFiles(files, classifyInstagram);
  const of = (kind: InstagramKind | null) => sorted.get(kind) ?? [];
  const collection = { finder: createMediaFinder(of(null)), videos: new Set<string>() };
  const reading: Reading = { files, signal, collection, keyOf: createPostKeys() };
  yield* files.problems.map((problem) => ({ kind: 'problem' as const, ...problem }));
  yield* readAccount(files, of('profile'), (file) => readProfile(reading, file));
  for (const file of of('posts')) yield* readPosts(reading, file);
  for (const file of of('photos')) yield* readPhotos(reading, file);
  for (const file of of('videos')) yield* readVideos(reading, file);
  yield* of('message').map((file) => ({ kind: 'message-file' as const, file }));
  yield* readSkipped(collection, of(null));
}

const Fact = z.object({ value: text });
const Facts = z.object({ string_map_data: z.record(z.string(), Fact.catch({ value: null })) });

/** Labels are in the person's language; without one of these the part's name tells the user name. */
const usernames = ['Username', 'Nom d’utilisateur', "Nom d'utilisateur", 'Benutzername', 'Nombre de usuario'];
const usernamesMore = ['Nome de usuário', 'Nome utente', 'Gebruikersnaam', 'ユーザーネーム', 'यूज़रनेम'];
const names = ['Name', 'Nom', 'Nombre', 'Nome', 'Naam', '名前', 'नाम'];

async function* readProfile(reading: Reading, file: ArchiveFile): AsyncGenerator<ArchiveItem> {
  for await (const item of readJson(reading.files, file, reading.signal)) {
    if (item.kind === 'problem') yield item;
    const facts = item.kind === 'piece' ? Facts.safeParse(item.value).data?.string_map_data : undefined;
    if (!facts) continue;
    const first = (labels: string[]) =>
      labels.map((label) => (Object.hasOwn(facts, label) ? facts[label]?.value : null)).find(Boolean) ?? null;
    const username = first([...usernames, ...usernamesMore]);
    const name = first(names) ?? username;
    if (name === null) continue;
    const profileUrl = username && `https://www.instagram.com/${encodeURIComponent(username)}/`;
    yield { kind: 'account', name, username, profileUrl };
    return;
  }
}

const Post = z.object({ media: list, title: text, creation_timestamp: instant });

async function* readPosts(reading: Reading, file: ArchiveFile): AsyncGenerator<ArchiveItem> {
  for await (const item of readJson(reading.files, file, reading.signal)) {
    const post = item.kind === 'piece' ? Post.safeParse(item.value).data : undefined;
    if (item.kind === 'problem') yield item;
    else if (!post) yield problemOf(file, 'An item in it is no post, and was left out.');
    else yield* readPost(reading, file, post);
  }
}

/** The words and the time of a post with one picture stand with the picture. */
function* readPost(reading: Reading, file: ArchiveFile, post: z.infer<typeof Post>): Generator<ArchiveItem> {
  const media = post.media.flatMap((one) => parseMedia(one) ?? []);
  const alone = !post.title && media.length === 1 ? media[0] : undefined;
  const words = post.title || alone?.title || '';
  if (!words && post.media.length === 0) return;
  const told = {
    createdAt: post.creation_timestamp ?? media.find((one) => one.createdAt)?.createdAt ?? null,
    text: words,
    links: [],
    photoUris: [...new Set(media.filter(({ what }) => what === 'photo').map(({ uri }) => uri))],
  };
  const key = reading.keyOf(told);
  if (key === null) return;
  const titleOf = ({ title }: { title: string }) => (title === words ? '' : title);
  for (const one of post.media)
    yield* readMedia(file, one, reading.collection, { album: null, postKey: key, titleOf, idOf });
  yield { kind: 'post', key, ...told, place: null, tags: [], comments: [] };
}

async function* readPhotos(reading: Reading, file: ArchiveFile): AsyncGenerator<ArchiveItem> {
  const shown = { album: null, postKey: null, titleOf: ({ title }: { title: string }) => title, idOf };
  for await (const item of readJson(reading.files, file, reading.signal))
    if (item.kind === 'problem') yield item;
    else if (item.list !== null) yield* readMedia(file, item.value, reading.collection, shown);
}

async function* readVideos(reading: Reading, file: ArchiveFile): AsyncGenerator<ArchiveItem> {
  for await (const item of readJson(reading.files, file, reading.signal))
    if (item.kind === 'problem') yield item;
    else noteVideos(item.value, reading.collection);
}

/** Newer files end in the media's id (`…_n_17900000000000000.jpg`); older names are hashes. */
function idOf(name: string): string | null {
  return /_n_(17\d{15})\.\w+$/.exec(name)?.[1] ?? null;
}
