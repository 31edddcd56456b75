import { makeRandom, type Random } from '../core/make-random.ts';
import type { Chapter } from './chapters.ts';
import { chaptersEarly } from './chapters-early.ts';
import { chaptersLate } from './chapters-late.ts';
import { everyday } from './everyday.ts';
import { places } from './places.ts';
import { photoId, toPhoto } from './to-photo.ts';
import type { Album, Person, Photo, Post } from './types.ts';

const owner = 1;
const self = { id: '100000000000101', name: 'Maya Okafor-Laurent' };
const friend = { id: '100000000000907', name: 'Rosa Quispe' };
const hour = 3_600_000;
const twins = 2;

/** Ten years of one person: 338 photos uploaded (two of them the same file as another), 12 tagged, 160 posts. */
export function buildRich(seed: number): Person {
  const photos: Photo[] = [];
  const posts: Post[] = [];
  const shoot = (look: string, takenMs: number, place: string | undefined): Photo => {
    const spot = place === undefined ? undefined : places[place];
    const photo = toPhoto({ seed, owner, from: self, index: photos.length + 1, look, takenMs, place: spot });
    photos.push(photo);
    return photo;
  };
  for (const [number, chapter] of [...chaptersEarly, ...chaptersLate].entries()) {
    const random = makeRandom(seed, 'chapter', number);
    const taken = shootChapter(chapter, number, random, shoot);
    posts.push(...writeChapter(chapter, taken, random, shoot, posts.length));
  }
  for (const day of everyday) {
    const at = Date.parse(day.on) + 18 * hour;
    const taken = Array.from({ length: day.photos }, (_, i) =>
      shoot(day.looks[i % day.looks.length] ?? 'abstract', at + i * 60_000, day.place),
    );
    posts.push(toPost(posts.length, latest(taken, at), { ...day, photos: taken }));
  }
  addTwins(photos);
  addTagged(seed, photos);
  return {
    ...self,
    number: owner,
    key: 'rich',
    email: 'maya@sandbox.example',
    about: 'Ten years of photos and posts in many languages',
    picture: {
      ...toPhoto({ seed, owner, from: self, index: 0, look: 'sunset', takenMs: Date.parse('2016-06-19') })
        .picture,
    },
    photos: photos.sort((a, b) => b.createdMs - a.createdMs),
    posts: posts.sort((a, b) => b.createdMs - a.createdMs),
    declined: [],
    unevenPages: true,
    largestPage: 100,
  };
}

type Shoot = (look: string, takenMs: number, place: string | undefined) => Photo;

function shootChapter(chapter: Chapter, number: number, random: Random, shoot: Shoot): Photo[] {
  const first = Date.parse(chapter.on) + 7 * hour;
  const album: Album | undefined =
    chapter.album === undefined
      ? undefined
      : { id: `10157001${String(number).padStart(6, '0')}`, name: chapter.album, createdMs: first };
  return Array.from({ length: chapter.photos }, (_, i) => {
    const share = i / chapter.photos;
    const takenMs =
      first +
      Math.floor(share * chapter.days) * 24 * hour +
      Math.floor((share * chapter.days * 12) % 12) * hour +
      random.int(0, 59) * 60_000 +
      i * 1000;
    const photo = shoot(chapter.looks[i % chapter.looks.length] ?? 'abstract', takenMs, chapter.place);
    if (album !== undefined) photo.album = album;
    const name = chapter.names?.[Math.floor(i / 3)];
    if (name !== undefined && i % 3 === 0) photo.name = name;
    if (random.chance(0.35)) photo.altText = `May be an image of ${photo.picture.look}`;
    // Some were put up years later and dated back by hand, as people do with old albums.
    if (number % 11 === 5) photo.backdatedMs = takenMs;
    return photo;
  });
}

function writeChapter(
  chapter: Chapter,
  taken: Photo[],
  random: Random,
  shoot: Shoot,
  written: number,
): Post[] {
  const first = Date.parse(chapter.on) + 20 * hour;
  let used = 0;
  return chapter.posts.map((entry, i) => {
    const [text, count, only] = typeof entry === 'string' ? [entry, 0] : entry;
    const at =
      first +
      Math.floor((i / chapter.posts.length) * chapter.days) * 24 * hour +
      i * hour +
      random.int(0, 50) * 60_000;
    let photos = taken.slice(used, used + count);
    if (only === 'only') {
      photos = Array.from({ length: count }, () => shoot('coffee', at - hour, chapter.place));
      for (const photo of photos) photo.listed = 'post-only';
    } else used += count;
    return toPost(written + i, latest(photos, at), { text, photos, place: chapter.place });
  });
}

function latest(photos: Photo[], otherwise: number): number {
  return Math.max(otherwise, ...photos.map((photo) => photo.createdMs + 60_000));
}

function toPost(
  index: number,
  at: number,
  from: { text: string; photos: Photo[]; place?: string; link?: Post['link'] },
): Post {
  const place = from.place === undefined ? undefined : places[from.place];
  return {
    id: `${self.id}_${photoId(owner, 5000 + index)}`,
    createdMs: at,
    updatedMs: at,
    photos: from.photos,
    ...(from.text === '' ? { story: `${self.name} updated her profile picture.` } : { message: from.text }),
    ...(place !== undefined ? { place } : {}),
    ...(from.link !== undefined ? { link: from.link } : {}),
  };
}

/** The same file put up twice, years apart. */
function addTwins(photos: Photo[]): void {
  for (let i = 0; i < twins; i += 1) {
    const original = photos[20 + i * 130] as Photo;
    const at = original.createdMs + 400 * 24 * hour;
    photos.push({
      ...original,
      id: photoId(owner, 3000 + i),
      name: 'Throwback',
      createdMs: at,
      updatedMs: at,
      album: undefined,
    });
  }
}

function addTagged(seed: number, photos: Photo[]): void {
  const looks = ['lanterns', 'citynight', 'field', 'sea', 'balloons', 'hills'];
  for (let i = 0; i < 12; i += 1) {
    const takenMs = Date.UTC(2017 + (i % 9), (i * 5) % 12, 3 + i, 16, i);
    const photo = toPhoto({
      seed,
      owner,
      from: friend,
      index: 4000 + i,
      look: looks[i % looks.length] ?? 'sea',
      takenMs,
    });
    photos.push({ ...photo, listed: 'tagged', name: i % 3 === 0 ? 'With Maya!' : undefined });
  }
}
