import { drawnLooks, photographLooks } from '../photos/looks.ts';
import { photoId, toPhoto } from './to-photo.ts';
import type { Person, Photo, Post, Trouble } from './types.ts';

const day = 86_400_000;

/** Signed up, never posted. */
export function buildEmpty(seed: number): Person {
  const self = { id: '100000000000102', name: 'Noor Haddad' };
  return {
    ...self,
    ...usual,
    number: 2,
    key: 'empty',
    email: 'noor@sandbox.example',
    about: 'A new account with nothing in it',
    picture: toPhoto({
      seed,
      owner: 2,
      from: self,
      index: 0,
      look: 'balloons',
      takenMs: Date.UTC(2024, 4, 2),
    }).picture,
    photos: [],
    posts: [],
  };
}

const usual = { declined: [] as string[], unevenPages: false, largestPage: 100 };

/** Place in the listing, newest first, and what is wrong there: some before and some after the interruption. */
const troubles: [index: number, trouble: Trouble][] = [
  [3, 'truncated'],
  [8, 'html'],
  [12, 'missing'],
  [17, 'stale-link'],
  [38, 'truncated'],
  [45, 'stale-link'],
  [52, 'missing'],
];

/**
 * 60 photos: two truncated, two that are gone, one that is a web page, two with a stale link, two put up twice.
 * `user_posts` was declined earlier, and half-way through the photos the session is lost once.
 */
export function buildTroublesome(seed: number): Person {
  const self = { id: '100000000000103', name: 'Tomás Herrera' };
  const looks = [...drawnLooks, ...photographLooks];
  const photos: Photo[] = Array.from({ length: 60 }, (_, i) =>
    toPhoto({
      seed,
      owner: 3,
      from: self,
      index: i + 1,
      look: looks[(i * 7) % looks.length] ?? 'sea',
      takenMs: Date.UTC(2025, 9, 1) - i * 9 * day,
    }),
  );
  for (const [index, trouble] of troubles) (photos[index] as Photo).trouble = trouble;
  for (const [copy, original] of [
    [22, 5],
    [50, 24],
  ] as const) {
    (photos[copy] as Photo).picture = (photos[original] as Photo).picture;
  }
  const posts: Post[] = troublesomePosts.map((message, i) => {
    const at = Date.UTC(2025, 9, 2) - i * 40 * day;
    const shown = i % 3 === 0 ? [photos[i * 4] as Photo] : [];
    return { id: `${self.id}_${photoId(3, 5000 + i)}`, createdMs: at, updatedMs: at, message, photos: shown };
  });
  return {
    ...self,
    ...usual,
    number: 3,
    key: 'troublesome',
    email: 'tomas@sandbox.example',
    about: 'Broken photos, declined posts, and a session that ends half-way',
    picture: (photos[1] as Photo).picture,
    photos,
    posts,
    declined: ['user_posts'],
    largestPage: 25,
    interruptedAt: 30,
  };
}

const troublesomePosts = [
  'Se me ha roto el móvil. Otra vez. 📱💥',
  'New phone, same cracked photos.',
  '¿Alguien sabe recuperar una tarjeta SD que ha pasado por la lavadora?',
  'Changed my password. Forgot my password. Changed my password.',
  'Lluvia, té y una serie mala. Plan perfecto. ☔',
  'If you can see this, the Wi-Fi works again.',
  'Hoy el autobús ha llegado puntual. Desconfío.',
  'Who else keeps 400 screenshots?',
  'Domingo de paella 🥘',
  'The washing machine won.',
  'Prometo hacer copia de seguridad. Mañana.',
  'Hello, world.',
];

/** What `POST /_sandbox/people` takes. */
export interface SyntheticSpec {
  id: string;
  photos: number;
  posts: number;
  /** Size of each file; absent = some 20 kB. */
  bytesPerPhoto?: number;
  /** Pixels; absent = 640 × 480. */
  width?: number;
  height?: number;
}

/** A person of any size, for load tests: plain small files, each with its own bytes, no rendering. */
export function buildSynthetic(spec: SyntheticSpec, number: number): Person {
  const self = { id: String(100_000_000_001_000 + number), name: `Synthetic ${spec.id}` };
  const start = Date.UTC(2026, 0, 1);
  const picture = (i: number): Photo['picture'] => ({
    key: `synthetic-${spec.id}-${i}`,
    look: 'filler',
    variant: i,
    width: spec.width ?? 640,
    height: spec.height ?? 480,
    takenMs: start - i * 600_000,
    camera: { make: 'Sandbox', model: 'Filler' },
    orientation: 1,
    bytes: spec.bytesPerPhoto ?? 20_000,
  });
  const photos: Photo[] = Array.from({ length: spec.photos }, (_, i) => ({
    id: `10159${String(number).padStart(3, '0')}${String(100_000_000 + i)}`,
    picture: picture(i),
    from: self,
    createdMs: start - i * 600_000,
    updatedMs: start - i * 600_000,
    listed: 'uploaded',
  }));
  const posts: Post[] = Array.from({ length: spec.posts }, (_, i) => ({
    id: `${self.id}_10160${String(number).padStart(3, '0')}${String(100_000_000 + i)}`,
    createdMs: start - i * 900_000,
    updatedMs: start - i * 900_000,
    message: `Synthetic post ${i + 1} of ${spec.posts}`,
    photos: i % 4 === 0 && photos[i] !== undefined ? [photos[i]] : [],
  }));
  return {
    ...self,
    ...usual,
    number: 100 + number,
    key: spec.id,
    email: `${spec.id}@sandbox.example`,
    about: `${spec.photos} photos and ${spec.posts} posts, made for a test`,
    picture: picture(0),
    photos,
    posts,
  };
}
