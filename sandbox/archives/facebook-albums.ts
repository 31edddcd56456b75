import { photoId } from '../people/to-photo.ts';
import type { Person, Photo } from '../people/types.ts';
import type { FacebookLayout } from './facebook-layout.ts';
import type { FacebookSource, PhotoMention, Sheet } from './types.ts';
import { videoJson, videoUri } from './videos.ts';

/** One file an album, with its cover, which is its first photo. */
export function albumSheets({ person, layout, media }: FacebookSource): Sheet[] {
  const byAlbum = new Map<string, Photo[]>();
  for (const photo of ownPhotos(person)) {
    const id = photo.album?.id;
    if (id !== undefined) byAlbum.set(id, [...(byAlbum.get(id) ?? []), photo]);
  }
  return [...byAlbum.values()].map((photos, number) => {
    const shown = photos.map((photo) => media.write(photo, null));
    const name = photos[0]?.album?.name ?? '';
    return {
      path: layout.album(number),
      value: {
        name,
        photos: shown.map(({ json }) => json),
        cover_photo: shown[0]?.json,
        last_modified_timestamp: Math.max(...shown.map(({ mention }) => mention.createdSeconds)),
        description: '',
      },
      photos: shown.map(({ mention }) => mention),
      album: name,
    };
  });
}

/** Photos of no album and no post; where `rich`, one that is only an address and one whose file was forgotten. */
export function uncategorizedSheet({ person, layout, media, rich }: FacebookSource): Sheet {
  const inPosts = new Set(person.posts.flatMap(({ photos }) => photos.map(({ id }) => id)));
  const loose = ownPhotos(person).filter(({ id, album }) => album === undefined && !inPosts.has(id));
  const shown = loose.map((photo) =>
    media.write(photo, null, media.path(photo).slice(layout.uriWithout.length)),
  );
  const extra = rich ? [awayMention(), forgottenMention(person, layout)] : [];
  return {
    path: layout.uncategorized,
    value: {
      [layout.keys.photos]: [
        ...shown.map(({ json }) => json),
        ...extra.map(({ uri, createdSeconds }) => ({
          uri,
          creation_timestamp: createdSeconds,
          media_metadata: {},
          title: '',
        })),
      ],
    },
    photos: [...shown.map(({ mention }) => mention), ...extra],
  };
}

/** Two videos, one of which the newest post shows as well. */
export function videosSheet(layout: FacebookLayout): Sheet {
  const videos = [1, 2].map((number) => videoUri(layout.media, number));
  return {
    path: layout.videos,
    value: { [layout.keys.videos]: videos.map((uri) => videoJson(uri, 1_500_000_000)) },
    videos,
  };
}

function ownPhotos(person: Person): Photo[] {
  return person.photos.filter(({ listed, from }) => listed === 'uploaded' && from.id === person.id);
}

const nothing = { picture: null, album: null, caption: '', takenSeconds: null, post: null, comments: [] };

function awayMention(): PhotoMention {
  const uri = 'https://scontent.fbcdn.net/v/t1.0-9/12345678_10150000000000001_987654321_n.jpg';
  return { ...nothing, uri, id: null, createdSeconds: 1_400_000_000 };
}

function forgottenMention(person: Person, layout: FacebookLayout): PhotoMention {
  const id = photoId(person.number, 9001);
  return {
    ...nothing,
    uri: `${layout.media}/Lost_${person.id}/${id}.jpg`,
    id,
    createdSeconds: 1_400_000_100,
  };
}
