import type { Person, Post } from '../people/types.ts';
import type { FacebookSource, PhotoMention, PostMention } from './types.ts';
import { videoJson, videoUri } from './videos.ts';

const friends = ['Rosa Quispe', 'Zoë Ünal 👩🏽‍🚀'];

/** One post as its era's JSON has it, and what a reader must find in it. `number` is its place, newest first. */
export function writePost(
  { person, era, layout, media, rich }: FacebookSource,
  post: Post,
  number: number,
): { json: object; photos: PhotoMention[]; mention: PostMention } {
  const shown = post.photos.map((photo) => media.write(photo, number));
  const seconds = Math.floor(post.createdMs / 1000);
  const text = post.message ?? '';
  // Tagged friends: every seventh. In label form, from 2024 on: every fifth of the plain ones.
  const tags = rich && number % 7 === 2 ? friends : [];
  const mention: PostMention = {
    number,
    seconds,
    text,
    tags,
    links: post.link === undefined ? [] : [post.link.url],
    place: post.place?.name ?? null,
    photos: shown.map(({ mention: { uri } }) => uri),
  };
  const photos = shown.map((one) => one.mention);
  const title = titleOf(person, post);
  const plain = tags.length === 0 && post.link === undefined && post.place === undefined && number > 0;
  if (era === '2024' && plain && number % 5 === 3) {
    const json = {
      timestamp: seconds,
      media: shown.map((one) => one.json),
      label_values: [
        { label: 'Update time', timestamp_value: Math.floor(post.updatedMs / 1000) },
        { label: 'Title', value: title },
        { ent_field_name: 'Text', label: 'Text', value: text },
      ],
      fbid: post.id.split('_')[1],
    };
    return { json, photos, mention };
  }
  const video = rich && number === 0 ? [{ media: videoJson(videoUri(layout.media, 1), seconds) }] : [];
  const attachments = [
    [...shown.map((one) => ({ media: one.json })), ...video],
    post.link === undefined ? [] : [{ external_context: { url: post.link.url, name: post.link.title } }],
    post.place === undefined ? [] : [{ place: placeOf(post.place) }],
  ].filter((data) => data.length > 0);
  const json = {
    timestamp: seconds,
    ...(attachments.length === 0 ? {} : { attachments: attachments.map((data) => ({ data })) }),
    data: [
      ...(post.message === undefined ? [{}] : [{ post: text }]),
      { update_timestamp: Math.floor(post.updatedMs / 1000) },
    ],
    title,
    ...(tags.length === 0 ? {} : { tags: era === 'oldest' ? tags : tags.map((name) => ({ name })) }),
  };
  return { json, photos, mention };
}

function titleOf(person: Person, post: Post): string {
  if (post.story !== undefined) return post.story;
  if (post.link !== undefined) return `${person.name} shared a link.`;
  if (post.photos.length === 0) return `${person.name} updated her status.`;
  const album = post.photos[0]?.album?.name;
  const photos = post.photos.length === 1 ? 'a new photo' : `${post.photos.length} new photos`;
  return `${person.name} added ${photos}${album === undefined ? '' : ` to the album: ${album}`}.`;
}

function placeOf({ id, name, city, country, latitude, longitude }: NonNullable<Post['place']>): object {
  return {
    name,
    coordinate: { latitude, longitude },
    address: `${city}, ${country}`,
    url: `https://www.facebook.com/${id}`,
  };
}
