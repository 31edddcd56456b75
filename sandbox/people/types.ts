/** A place as Graph shows it. */
export interface Place {
  id: string;
  name: string;
  city: string;
  country: string;
  latitude: number;
  longitude: number;
}

/** All that decides the bytes of a picture; equal pictures have equal bytes. */
export interface Picture {
  /** Unique, and the name in the cache. */
  key: string;
  /** What is to be seen; `filler` is a small picture padded to `bytes`, for load tests. */
  look: string;
  variant: number;
  /** As it is seen, after the EXIF orientation. */
  width: number;
  height: number;
  takenMs: number;
  camera: { make: string; model: string };
  /** EXIF orientation, 1 or 6. */
  orientation: number;
  place?: Place;
  bytes?: number;
}

export interface Album {
  id: string;
  name: string;
  createdMs: number;
}

/** How the CDN fails for a photo. `stale-link`: a listing gives an expired address, the photo itself a good one. */
export type Trouble = 'truncated' | 'html' | 'missing' | 'stale-link';

export interface Photo {
  id: string;
  picture: Picture;
  from: { id: string; name: string };
  createdMs: number;
  updatedMs: number;
  /** `post-only` photos are in no listing: only a post leads to them. */
  listed: 'uploaded' | 'tagged' | 'post-only';
  name?: string;
  altText?: string;
  backdatedMs?: number;
  place?: Place;
  album?: Album;
  trouble?: Trouble;
  /** Facebook no longer knows when it was taken, though the file does. */
  timeLost?: boolean;
}

export interface Post {
  id: string;
  createdMs: number;
  updatedMs: number;
  message?: string;
  story?: string;
  place?: Place;
  photos: Photo[];
  link?: { url: string; title: string; description: string };
}

export interface Person {
  id: string;
  /** Part of the ids of their photos. */
  number: number;
  /** What a form or a script calls them: rich, empty, troublesome, polyglot or a name given to a synthetic one. */
  key: string;
  name: string;
  email: string;
  /** Shown in the dialog. */
  about: string;
  picture: Picture;
  /** Newest first. */
  photos: Photo[];
  /** Newest first. */
  posts: Post[];
  /** Permissions refused before the first dialog. */
  declined: string[];
  /** Some pages come back short or empty although there is more. */
  unevenPages: boolean;
  /** Largest page whatever is asked. */
  largestPage: number;
  /** A listing of photos that comes this far loses its session, once. */
  interruptedAt?: number;
  /** Texts that their archive holds in true Unicode, not one letter a byte. */
  wellEncoded?: string[];
}
