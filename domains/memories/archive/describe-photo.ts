import type { AssetDoc } from '../../../schemas/models/asset.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import { imagePath } from './archive-layout.ts';

/** A photo as `posts+cap.json` tells it; `asset` is undefined for one that could not be had. */
export function describePhoto(photo: MemoryDoc, asset: AssetDoc | undefined) {
  // What a network says is when it was uploaded or backdated, not when it was taken.
  const known = asset?.takenAtOrigin === 'exif' || asset?.takenAtOrigin === 'person';
  return {
    id: photo.remoteId,
    created_time: photo.createdAt,
    backdated_time: photo.backdatedAt,
    taken_time: known ? asset.takenAt : null,
    taken_time_source: known ? asset.takenAtOrigin : null,
    name: photo.text,
    alt_text: photo.altText,
    album: photo.album,
    place: photo.place ?? asset?.place ?? null,
    tags: photo.tags ?? [],
    comments: describeComments(photo),
    link: photo.permalink,
    file: asset ? imagePath(asset) : null,
    carried_over: photo.carried ?? false,
    problem: photo.problem?.message ?? null,
    caption: asset?.caption?.text ?? '',
    caption_source: asset?.caption?.source ?? 'none',
    caption_tags: asset?.caption?.tags ?? [],
  };
}

/** A post likewise, with its photos. */
export function describePost(post: MemoryDoc, photos: ReturnType<typeof describePhoto>[]) {
  return {
    id: post.remoteId,
    created_time: post.createdAt,
    message: post.text,
    album: post.album,
    place: post.place,
    tags: post.tags ?? [],
    comments: describeComments(post),
    permalink_url: post.permalink,
    carried_over: post.carried ?? false,
    photos,
  };
}

const describeComments = ({ comments }: MemoryDoc) =>
  (comments ?? []).map(({ author, text, createdAt }) => ({ author, text, created_time: createdAt }));
