import type { Person, Photo } from '../people/types.ts';
import type { FacebookLayout } from './facebook-layout.ts';
import { facebookMediaPath, folderName } from './media-uri.ts';
import { noTime, photoMetadata, takenSecondsOf } from './photo-metadata.ts';
import type { FacebookEra, PhotoMention } from './types.ts';

/** Writes photos as one era's JSON does, each with the mention that says what was written. */
export interface MediaWriter {
  path: (photo: Photo) => string;
  write: (photo: Photo, post: number | null, uri?: string) => { json: object; mention: PhotoMention };
}

export function createMediaWriter(person: Person, era: FacebookEra, layout: FacebookLayout): MediaWriter {
  const inPosts = new Set(person.posts.flatMap(({ photos }) => photos.map(({ id }) => id)));
  const folderOf = ({ id, album }: Photo): string => {
    if (album !== undefined) return folderName(album.name, album.id);
    return inPosts.has(id) ? folderName('Your posts', person.id) : folderName('Uncategorized', person.id);
  };
  const path = (photo: Photo): string => facebookMediaPath(photo, `${layout.media}/${folderOf(photo)}`, era);
  return {
    path,
    write(photo, post, uri = path(photo)) {
      const comments = commentsOn(photo);
      const createdSeconds = Math.floor(photo.createdMs / 1000);
      const taken = takenSecondsOf(photo);
      return {
        json: {
          uri,
          creation_timestamp: createdSeconds,
          media_metadata: photoMetadata(photo, layout.exifList),
          title: photo.album?.name ?? '',
          ...(photo.name === undefined ? {} : { description: photo.name }),
          ...(comments.length === 0 || post !== null
            ? {}
            : {
                comments: comments.map(({ author, text, seconds }) => ({
                  timestamp: seconds,
                  comment: text,
                  author,
                })),
              }),
        },
        mention: {
          uri,
          id: photo.id,
          picture: photo.picture,
          album: post === null ? (photo.album?.name ?? null) : null,
          caption: photo.name ?? '',
          createdSeconds,
          takenSeconds: taken === noTime ? null : taken,
          post,
          comments: post === null ? comments : [],
        },
      };
    },
  };
}

/** A friend's words under every fourth picture of an album. */
function commentsOn(photo: Photo): PhotoMention['comments'] {
  if (photo.album === undefined || Number(photo.id) % 4 !== 1) return [];
  const seconds = Math.floor(photo.createdMs / 1000) + 7200;
  return [
    { author: 'Rosa Quispe', text: 'Quelle lumière ! 😍', seconds },
    { author: 'Zoë Ünal', text: '素敵な写真ですね', seconds: seconds + 60 },
  ];
}
