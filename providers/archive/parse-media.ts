import { z } from 'zod';
import type { Place } from '../../schemas/contracts/memories.ts';
import type { ArchiveComment } from './archive-reader.ts';
import { comments, instant, list, text } from './parse-values.ts';

/** A picture or video as the JSON of posts, albums and lists describes it. */
export interface Media {
  uri: string;
  what: 'photo' | 'video' | 'other';
  title: string;
  description: string;
  createdAt: Date | null;
  takenAt: Date | null;
  place: Place | null;
  comments: ArchiveComment[];
}

/** Only these figures are read of a photo's EXIF; what else stands there (such as `upload_ip`) is nobody's business. */
const Exif = z.object({
  taken_timestamp: instant,
  latitude: z.number().min(-90).max(90).optional().catch(undefined),
  longitude: z.number().min(-180).max(180).optional().catch(undefined),
});
type Exif = z.infer<typeof Exif>;

/** From 2020 on the figures are in a list, before they were keys of `photo_metadata` itself. */
const PhotoMetadata = z
  .looseObject({ exif_data: list })
  .transform((data) => [...data.exif_data, data].flatMap((item) => Exif.safeParse(item).data ?? []));

const Metadata = z.object({
  photo_metadata: PhotoMetadata.optional().catch(undefined),
  video_metadata: z.unknown().optional(),
});

const RawMedia = z.object({
  uri: z.string().min(1),
  title: text,
  description: text,
  creation_timestamp: instant,
  media_metadata: Metadata.optional().catch(undefined),
  comments: comments,
});

const pictures = /\.(jpe?g|png|gif|webp|heic|heif|avif|bmp|tiff?|jfif)$/i;
const videos = /\.(mp4|m4v|mov|avi|webm|mkv|3gp|mpe?g|wmv|flv)$/i;

/** Null when it is none: without a uri there is nothing to look for. */
export function parseMedia(value: unknown): Media | null {
  const { data } = RawMedia.safeParse(value);
  if (!data) return null;
  const exif = data.media_metadata?.photo_metadata ?? [];
  return {
    uri: data.uri,
    what: whatIs(data.uri, data.media_metadata?.video_metadata !== undefined),
    title: data.title ?? '',
    description: data.description ?? '',
    createdAt: data.creation_timestamp,
    takenAt: exif.find((facts) => facts.taken_timestamp)?.taken_timestamp ?? null,
    place: placeOf(exif),
    comments: data.comments,
  };
}

function whatIs(uri: string, hasVideoFacts: boolean): Media['what'] {
  const path = uri.replace(/[?#].*$/, '');
  if (pictures.test(path)) return 'photo';
  if (videos.test(path) || hasVideoFacts) return 'video';
  return /\.[a-z0-9]{1,5}$/i.test(path) ? 'other' : 'photo';
}

function placeOf(exif: Exif[]): Place | null {
  // Cameras that know no position write zeros.
  for (const { latitude, longitude } of exif)
    if (latitude !== undefined && longitude !== undefined && (latitude !== 0 || longitude !== 0))
      return { name: null, city: null, country: null, latitude, longitude };
  return null;
}
