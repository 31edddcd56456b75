import { hashText } from '../core/make-random.ts';
import type { Photo } from '../people/types.ts';
import type { ArchiveOptions } from './types.ts';

/**
 * Path of a photo's file below the media folder. Older eras: `<n>_<photo id>_<n>_n.jpg`; from 2024 on
 * `<photo id>.jpg`. A folder is named after the album without its spaces, in whatever script that is.
 */
export function facebookMediaPath(photo: Photo, folder: string, era: ArchiveOptions['era']): string {
  return `${folder}/${era === '2024' ? `${photo.id}.jpg` : longName(photo.id)}`;
}

export function longName(id: string): string {
  return `${10_000_000 + (hashText(`first ${id}`) % 90_000_000)}_${id}_${hashText(`last ${id}`)}${hashText(id)}_n.jpg`;
}

export function folderName(name: string, id: string): string {
  return `${name.replace(/[^\p{L}\p{M}\p{N}]/gu, '').slice(0, 40)}_${id}`;
}

/** Instagram sorts by month; a file's name was a hash once and names a media id now. */
export function instagramMediaPath(photo: Photo, shelf: string, era: ArchiveOptions['era']): string {
  const month = new Date(photo.createdMs).toISOString().slice(0, 7).replace('-', '');
  const hash = (salt: string): string => hashText(`${salt} ${photo.id}`).toString(16).padStart(8, '0');
  const name =
    era === 'old'
      ? `${hash('a')}${hash('b')}${hash('c')}${hash('d')}.jpg`
      : longName(photo.id).replace('_n.jpg', `_n_179${photo.id.slice(-14)}.jpg`);
  return `media/${shelf}/${month}/${name}`;
}
