import type { SandboxContext } from '../core/context.ts';
import { makeRandom } from '../core/make-random.ts';
import type { Photo, Place } from '../people/types.ts';
import { cdnUrl } from './cdn-url.ts';
import type { GraphNode } from './select-fields.ts';

const known = [
  'id',
  'album',
  'alt_text',
  'backdated_time',
  'created_time',
  'from',
  'height',
  'images',
  'link',
  'name',
  'name_tags',
  'picture',
  'place',
  'updated_time',
  'width',
] as const;

/** Longest edges in which a photo is kept; the first is the original. */
const edges = [2048, 960, 720, 600, 480, 320, 130];

/** A photo as Graph shows it. In a listing a `stale-link` photo carries addresses that expired long ago. */
export function photoNode(
  context: SandboxContext,
  origin: string,
  photo: Photo,
  listing: boolean,
): GraphNode {
  const images = imagesOf(context, origin, photo, listing);
  return {
    type: 'Photo',
    known,
    usual: ['created_time', 'name'],
    values: {
      id: photo.id,
      album: photo.album && {
        created_time: graphTime(photo.album.createdMs),
        name: photo.album.name,
        id: photo.album.id,
      },
      alt_text: photo.altText,
      backdated_time: photo.backdatedMs === undefined ? undefined : graphTime(photo.backdatedMs),
      created_time: graphTime(photo.createdMs),
      from: photo.from,
      height: photo.picture.height,
      images,
      link: `https://www.facebook.com/photo.php?fbid=${photo.id}`,
      name: photo.name,
      name_tags: undefined,
      picture: images.find(({ width, height }) => Math.max(width, height) === 130)?.source,
      place: photo.place && placeNode(photo.place),
      updated_time: graphTime(photo.updatedMs),
      width: photo.picture.width,
    },
  };
}

/** Every size, in no order, as Graph gives them. */
export function imagesOf(context: SandboxContext, origin: string, photo: Photo, listing = false) {
  const stale = listing && photo.trouble === 'stale-link';
  const expires = stale
    ? context.now() - 86_400_000
    : context.now() + context.settings().cdnUrlSeconds * 1000;
  const { width, height } = photo.picture;
  const longest = Math.max(width, height);
  const sizes = edges
    .filter((edge, i) => i === 0 || edge < longest)
    .map((edge) => Math.min(1, edge / longest));
  const images = sizes.map((scale) => {
    const size = { height: Math.round(height * scale), width: Math.round(width * scale) };
    const file = `${photo.id}_${size.width}x${size.height}_n.jpg`;
    return { ...size, source: cdnUrl(context, origin, file, expires) };
  });
  return makeRandom(context.seed, photo.id, 'sizes').shuffle(images);
}

export function placeNode({ id, name, city, country, latitude, longitude }: Place): object {
  return { id, name, location: { city, country, latitude, longitude } };
}

/** `2014-08-26T20:55:07+0000`: no colon in the offset. */
export function graphTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+0000`;
}
