import type { Person, Photo, Post } from '../people/types.ts';
import { instagramMediaPath } from './media-uri.ts';
import { privateFacts } from './private-facts.ts';
import type { InstagramEra, PhotoMention, Sheet } from './types.ts';
import { userNameOf } from './user-name.ts';

export interface InstagramLayout {
  posts: (number: number) => string;
  stories: string;
  profile: string;
  messages: string;
}

export const instagramLayouts: Record<InstagramEra, InstagramLayout> = {
  old: {
    posts: (number) => `content/posts_${number}.json`,
    stories: 'content/stories.json',
    profile: 'personal_information/personal_information.json',
    messages: 'messages',
  },
  new: {
    posts: (number) => `your_instagram_activity/media/posts_${number}.json`,
    stories: 'your_instagram_activity/media/stories.json',
    profile: 'personal_information/personal_information/personal_information.json',
    messages: 'your_instagram_activity/messages',
  },
};

interface Entry {
  photos: Photo[];
  text: string;
  seconds: number;
}

/**
 * The same person at Instagram: each post with photos, then each photo that is in no post as a post of its own,
 * save the first three of these, which were stories.
 */
export function instagramSheets(person: Person, era: InstagramEra): { sheets: Sheet[]; photos: Photo[] } {
  const layout = instagramLayouts[era];
  const withPhotos = person.posts.filter(({ photos }) => photos.length > 0);
  const inPosts = new Set(withPhotos.flatMap(({ photos }) => photos.map(({ id }) => id)));
  const loose = person.photos.filter(
    ({ id, listed, from }) => listed === 'uploaded' && from.id === person.id && !inPosts.has(id),
  );
  const stories = loose.slice(0, 3);
  const entries: Entry[] = [...withPhotos.map(entryOf), ...loose.slice(3).map(alone)];
  const perFile = Math.max(100, Math.ceil(entries.length / 4));
  const sheets: Sheet[] = [];
  entries.forEach((entry, number) => {
    const index = Math.floor(number / perFile);
    sheets[index] ??= { path: layout.posts(index + 1), value: [], photos: [], posts: [] };
    const { json, mentions } = writeEntry(entry, number, era);
    (sheets[index].value as object[]).push(json);
    sheets[index].photos?.push(...mentions);
    sheets[index].posts?.push({
      number,
      seconds: entry.seconds,
      text: entry.text,
      tags: [],
      links: [],
      place: null,
      photos: mentions.map(({ uri }) => uri),
    });
  });
  const told = stories.map((photo) => mentionOf(photo, 'stories', era, null));
  return {
    sheets: [
      ...sheets,
      {
        path: layout.stories,
        value: {
          ig_stories: stories.map((photo, i) => mediaJson(photo, told[i] as PhotoMention, photo.name ?? '')),
        },
        photos: told,
      },
      profileSheet(person, layout),
    ],
    photos: [...entries.flatMap(({ photos }) => photos), ...stories],
  };
}

/** Words of a single picture stand with the picture, those of several with the post. */
function writeEntry({ photos, text, seconds }: Entry, number: number, era: InstagramEra) {
  const single = photos.length === 1;
  const mentions = photos.map((photo) => {
    const mention = mentionOf(photo, 'posts', era, number);
    return single ? { ...mention, createdSeconds: seconds } : mention;
  });
  const media = photos.map((photo, i) => mediaJson(photo, mentions[i] as PhotoMention, single ? text : ''));
  return { json: single ? { media } : { media, title: text, creation_timestamp: seconds }, mentions };
}

function mediaJson(photo: Photo, { uri, createdSeconds }: PhotoMention, title: string): object {
  const place = photo.picture.place;
  const facts = [
    ...(place === undefined ? [] : [{ latitude: place.latitude, longitude: place.longitude }]),
    { device_id: 'android-0123456789abcdef', upload_ip: privateFacts.uploadIp, source_type: '4' },
  ];
  return {
    uri,
    creation_timestamp: createdSeconds,
    media_metadata: { photo_metadata: { exif_data: facts } },
    title,
    cross_post_source: { source_app: 'FB' },
  };
}

function mentionOf(photo: Photo, shelf: string, era: InstagramEra, post: number | null): PhotoMention {
  return {
    uri: instagramMediaPath(photo, shelf, era),
    id: photo.id,
    picture: photo.picture,
    album: null,
    caption: post === null ? (photo.name ?? '') : '',
    createdSeconds: Math.floor(photo.createdMs / 1000),
    takenSeconds: null,
    post,
    comments: [],
  };
}

function entryOf({ photos, message, story, createdMs }: Post): Entry {
  return { photos, text: message ?? story ?? '', seconds: Math.floor(createdMs / 1000) };
}

function alone(photo: Photo): Entry {
  return { photos: [photo], text: photo.name ?? '', seconds: Math.floor(photo.createdMs / 1000) };
}

function profileSheet(person: Person, layout: InstagramLayout): Sheet {
  const fact = (value: string): object => ({ href: '', value, timestamp: 0 });
  return {
    path: layout.profile,
    value: {
      profile_user: [
        {
          title: '',
          media_map_data: {},
          string_map_data: {
            Username: fact(userNameOf(person)),
            Name: fact(person.name),
            Email: fact(person.email),
            'Phone Number': fact(privateFacts.ownPhone),
            'Prénom d’usage': fact(person.name.split(' ')[0] ?? ''),
          },
        },
      ],
    },
  };
}
