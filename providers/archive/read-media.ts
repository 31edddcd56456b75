import { createHash } from 'node:crypto';
import type { ArchiveFile, ArchiveItem, ArchivePhoto } from './archive-reader.ts';
import type { MediaFinder } from './find-media.ts';
import { mostItems, tooManyItems } from './limit-items.ts';
import { type Media, parseMedia } from './parse-media.ts';
import { type Problem, problemOf } from './read-json.ts';

/** What is collected while an archive is read. */
export interface Collection {
  finder: MediaFinder;
  /** Digests of the uris of the videos that its JSON tells of: a uri may be of any length. */
  videos: Set<string>;
}

interface Shown {
  album: string | null;
  postKey: string | null;
  titleOf: (media: Media) => string;
  idOf: (name: string) => string | null;
}

/** A photo from the JSON of a picture; videos are only noted; a line for what is neither. */
export function* readMedia(
  source: ArchiveFile,
  value: unknown,
  collection: Collection,
  shown: Shown,
): Generator<ArchivePhoto | Problem> {
  const media = parseMedia(value);
  if (!media) yield problemOf(source, 'A picture in it has no file name, and was left out.');
  else if (media.what === 'video') noteVideo(media, collection);
  if (media?.what === 'video' || media?.what === 'photo') {
    const { file, elsewhere } = collection.finder.find(media.uri);
    if (media.what === 'photo')
      yield {
        kind: 'photo',
        remoteId: elsewhere ? null : shown.idOf(media.uri.slice(media.uri.lastIndexOf('/') + 1)),
        uri: media.uri,
        file,
        elsewhere,
        title: shown.titleOf(media),
        album: shown.album,
        createdAt: media.createdAt,
        takenAt: media.takenAt,
        place: media.place,
        tags: [],
        comments: media.comments,
        postKey: shown.postKey,
      };
  }
}

/** Notes the videos of a list, of whichever shape its items are. */
export function noteVideos(value: unknown, collection: Collection): void {
  const nested = (value as { media?: unknown } | null)?.media;
  for (const item of Array.isArray(nested) ? nested : [value]) {
    const media = parseMedia(item);
    if (media?.what !== 'video') continue;
    noteVideo(media, collection);
    collection.finder.find(media.uri);
  }
}

/** They are no items of what is read; there may be as many. */
function noteVideo({ uri }: Media, { videos }: Collection): void {
  videos.add(createHash('sha256').update(uri).digest('base64'));
  if (videos.size > mostItems) throw tooManyItems();
}

/** What was left out: videos that are told of, and files that nothing told of. */
export function* readSkipped(
  { finder, videos }: Collection,
  unknown: readonly ArchiveFile[],
): Generator<ArchiveItem> {
  const other = unknown.filter((file) => !finder.found.has(file)).length;
  if (videos.size > 0) yield { kind: 'skipped', what: 'videos', count: videos.size };
  if (other > 0) yield { kind: 'skipped', what: 'other', count: other };
}
