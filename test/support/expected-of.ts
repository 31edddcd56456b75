import { basename } from 'node:path/posix';
import { privateFacts } from '../../sandbox/archives/private-facts.ts';
import type {
  ArchivePlan,
  PhotoMention,
  PlannedFile,
  PostMention,
  Sheet,
} from '../../sandbox/archives/types.ts';
import { userNameOf } from '../../sandbox/archives/user-name.ts';

/** One photo of an archive, whatever number of places speak of it. */
export interface ExpectedPhoto {
  id: string | null;
  /** Every spelling that a JSON file has of its path. */
  uris: string[];
  /** Path in the archive, root folder included; null: in none of the parts that are there. */
  path: string | null;
  elsewhere: boolean;
  /** No picture, though the file is there. */
  broken: boolean;
  album: string | null;
  caption: string;
  createdAt: Date;
  /** From the JSON's figures; null where they make no sense. */
  takenAt: Date | null;
  comments: { author: string; text: string; seconds: number }[];
}

/** What a reader must find in the parts that were not omitted. */
export interface ExpectedArchive {
  account: { name: string; username: string };
  photos: ExpectedPhoto[];
  posts: PostMention[];
  albums: { name: string; photos: number }[];
  counts: {
    /** Different photos told of, by their id or address. */
    photos: number;
    /** Of these, those whose file is there; `uniqueFiles`: by content. */
    present: number;
    uniqueFiles: number;
    missing: number;
    elsewhere: number;
    broken: number;
    posts: number;
    videos: number;
    messageFiles: number;
  };
  /** Every text that a person wrote, as they wrote it. */
  texts: string[];
  /** May be in nothing that the product shows, stores in clear or gives out. */
  secrets: string[];
}

export function expectedOf(plan: ArchivePlan): ExpectedArchive {
  const folder = plan.options.rootFolder === undefined ? '' : `${plan.options.rootFolder}/`;
  const there = plan.files.filter(({ part }) => part + 1 !== plan.options.omitPart);
  const sheets = there.flatMap(({ content }) => (content.kind === 'sheet' ? [content.sheet] : []));
  const files = there.filter(({ content }) => content.kind === 'picture');
  // The names of picture files are unique in an archive.
  const byName = new Map(files.map((file) => [basename(file.path), file]));
  const photos = mergeMentions(sheets.flatMap((sheet) => sheet.photos ?? [])).map((mentions) =>
    toPhoto(mentions, byName, folder),
  );
  const posts = sheets.flatMap((sheet) => sheet.posts ?? []);
  const present = photos.filter(({ path }) => path !== null);
  const contentOf = new Map(files.map((file) => [folder + file.path, keyOf(file)]));
  return {
    account: { name: plan.person.name, username: userNameOf(plan.person) },
    photos,
    posts,
    albums: sheets.flatMap((sheet) =>
      sheet.album === undefined ? [] : [{ name: sheet.album, photos: sheet.photos?.length ?? 0 }],
    ),
    counts: {
      photos: photos.length,
      present: present.length,
      uniqueFiles: new Set(present.map(({ path }) => contentOf.get(path ?? ''))).size,
      missing: photos.filter(({ path, elsewhere }) => path === null && !elsewhere).length,
      elsewhere: photos.filter(({ elsewhere }) => elsewhere).length,
      broken: photos.filter(({ broken }) => broken).length,
      posts: posts.length,
      videos: new Set(sheets.flatMap((sheet) => sheet.videos ?? [])).size,
      messageFiles: there.filter(({ path }) => /(^|\/)messages\/inbox\//.test(path)).length,
    },
    texts: textsOf(sheets),
    secrets: Object.values(privateFacts),
  };
}

/** Mentions of the same photo together, in order of first mention. */
function mergeMentions(mentions: PhotoMention[]): PhotoMention[][] {
  const byPhoto = new Map<string, PhotoMention[]>();
  for (const mention of mentions) {
    const key = mention.id ?? mention.uri;
    const held = byPhoto.get(key);
    if (held === undefined) byPhoto.set(key, [mention]);
    else held.push(mention);
  }
  return [...byPhoto.values()];
}

function toPhoto(mentions: PhotoMention[], byName: Map<string, PlannedFile>, folder: string): ExpectedPhoto {
  const [first] = mentions as [PhotoMention];
  const elsewhere = first.uri.startsWith('https://');
  const file = elsewhere ? undefined : byName.get(basename(first.uri));
  const taken = mentions.find(({ takenSeconds }) => takenSeconds !== null)?.takenSeconds ?? null;
  return {
    id: first.id,
    uris: [...new Set(mentions.map(({ uri }) => uri))],
    path: file === undefined ? null : folder + file.path,
    elsewhere,
    broken: file?.content.kind === 'picture' && file.content.damage !== undefined,
    album: mentions.find(({ album }) => album !== null)?.album ?? null,
    caption: mentions.find(({ caption }) => caption !== '')?.caption ?? '',
    createdAt: new Date(first.createdSeconds * 1000),
    takenAt: taken === null ? null : new Date(taken * 1000),
    comments: mentions.find(({ comments }) => comments.length > 0)?.comments ?? [],
  };
}

/** Equal keys have equal bytes. */
function keyOf({ path, content }: PlannedFile): string {
  if (content.kind !== 'picture') return path;
  return content.damage === undefined ? content.picture.key : `${content.damage} ${content.picture.key}`;
}

function textsOf(sheets: Sheet[]): string[] {
  const texts = sheets.flatMap(({ posts = [], photos = [], album }) => [
    ...posts.flatMap(({ text, tags }) => [text, ...tags]),
    ...photos.flatMap(({ caption, comments }) => [caption, ...comments.map((one) => one.text)]),
    album ?? '',
  ]);
  return [...new Set(texts)].filter((text) => text !== '');
}
