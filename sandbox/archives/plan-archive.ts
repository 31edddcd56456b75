import { makeRandom } from '../core/make-random.ts';
import type { Person, Photo } from '../people/types.ts';
import { albumSheets, uncategorizedSheet, videosSheet } from './facebook-albums.ts';
import { facebookLayouts } from './facebook-layout.ts';
import { createMediaWriter } from './facebook-media.ts';
import { personalSheets } from './facebook-personal.ts';
import { postSheets } from './facebook-posts.ts';
import { instagramLayouts, instagramSheets } from './instagram-sheets.ts';
import { messageFiles } from './message-files.ts';
import type {
  ArchiveOptions,
  ArchivePlan,
  Content,
  FacebookEra,
  FacebookSource,
  InstagramEra,
  PlannedFile,
  Sheet,
} from './types.ts';
import { userNameOf } from './user-name.ts';
import { tinyVideo } from './videos.ts';
import { writeHtml } from './write-html.ts';

type Loose = Omit<PlannedFile, 'part'>;

/** All files of somebody's archive and the part each goes to; nothing is rendered yet. */
export function planArchive(person: Person, options: ArchiveOptions): ArchivePlan {
  const { messages = false, format = 'json' } = options;
  const planned =
    options.network === 'facebook' ? facebookFiles(person, options.era) : instagramFiles(person, options.era);
  if (messages) {
    const layout =
      options.network === 'facebook' ? facebookLayouts[options.era] : instagramLayouts[options.era];
    planned.push(...messageFiles(person, layout.messages));
  }
  const files = format === 'json' ? planned : planned.map(asHtml);
  return { person, options, files: divide(files, options), names: namesOf(person, options) };
}

/** Load tests' people and empty ones have nothing odd in their archives. */
function isRich(person: Person): boolean {
  return person.photos.some(({ picture }) => picture.look !== 'filler');
}

function facebookFiles(person: Person, era: FacebookEra): Loose[] {
  const layout = facebookLayouts[era];
  const media = createMediaWriter(person, era, layout);
  const rich = isRich(person);
  const source: FacebookSource = { person, era, layout, media, rich };
  const sheets = [
    ...postSheets(source),
    ...albumSheets(source),
    uncategorizedSheet(source),
    ...(rich ? [videosSheet(layout)] : []),
    ...personalSheets(person, era, layout),
  ];
  const own = person.photos.filter(({ listed, from }) => listed !== 'tagged' && from.id === person.id);
  const photos = new Map(
    [...own, ...person.posts.flatMap((post) => post.photos)].map((one) => [one.id, one]),
  );
  const videos = sheets.flatMap((sheet) => sheet.videos ?? []);
  return [
    ...sheets.map(fileOfSheet),
    ...[...photos.values()].flatMap((photo) => fileOfPhoto(photo, media.path(photo))),
    ...videos.map((path, i): Loose => ({ path, content: { kind: 'bytes', bytes: tinyVideo(i + 1) } })),
    { path: 'apps_and_websites/no-data.txt', content: { kind: 'bytes', bytes: Buffer.from('No data\n') } },
  ];
}

function instagramFiles(person: Person, era: InstagramEra): Loose[] {
  const { sheets, photos } = instagramSheets(person, era);
  const paths = new Map(sheets.flatMap((sheet) => (sheet.photos ?? []).map(({ id, uri }) => [id, uri])));
  return [
    ...sheets.map(fileOfSheet),
    ...photos.flatMap((photo) => fileOfPhoto(photo, paths.get(photo.id) ?? '')),
  ];
}

function fileOfSheet(sheet: Sheet): Loose {
  return { path: sheet.path, content: { kind: 'sheet', sheet } };
}

/** A photo that the picture server has lost is not in the archive either. */
function fileOfPhoto({ picture, trouble }: Photo, path: string): Loose[] {
  if (trouble === 'missing') return [];
  const damage = trouble === 'truncated' || trouble === 'html' ? { damage: trouble } : {};
  return [{ path, content: { kind: 'picture', picture, ...damage } }];
}

function asHtml(file: Loose): Loose {
  const { content } = file;
  if (content.kind !== 'sheet') return file;
  const path = file.path.replace(/\.json$/, '.html');
  return { path, content: { kind: 'bytes', bytes: writeHtml(content.sheet) } };
}

/** In one stretch after the other, as big archives are cut; JSON is dealt out, or all in the first part. */
function divide(files: Loose[], { parts = 1, split = 'together' }: ArchiveOptions): PlannedFile[] {
  const isSheet = ({ content }: { content: Content }): boolean => content.kind === 'sheet';
  const apart = split === 'json-and-media-apart' && parts > 1;
  const media = files.filter((file) => !isSheet(file));
  const first = apart ? 1 : 0;
  const perPart = Math.max(1, Math.ceil(media.length / (parts - first)));
  return [
    ...files.filter(isSheet).map((file, i) => ({ ...file, part: apart ? 0 : (parts - 1 + i) % parts })),
    ...media.map((file, i) => ({ ...file, part: first + Math.floor(i / perPart) })),
  ];
}

/** `facebook-<user>-<date>-<random>.zip`; the random letters follow from what was asked for. */
function namesOf(person: Person, options: ArchiveOptions): string[] {
  const { network, era, parts = 1, split = 'together', format = 'json', messages = false } = options;
  return Array.from({ length: parts }, (_, part) => {
    const random = makeRandom(person.key, network, era, parts, split, format, String(messages), part);
    const letters = Array.from({ length: 8 }, () =>
      random.pick([...'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789']),
    );
    return `${network}-${userNameOf(person)}-2026-06-30-${letters.join('')}.zip`;
  });
}
