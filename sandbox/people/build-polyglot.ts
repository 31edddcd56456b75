import { places } from './places.ts';
import { photoId, toPhoto } from './to-photo.ts';
import type { Album, Person, Photo, Post } from './types.ts';

const owner = 4;
const self = { id: '100000000000104', name: 'Chloé 明子 Şahin' };
const day = 86_400_000;
const start = Date.UTC(2021, 3, 3, 9);

const albums: [name: string, photos: number][] = [
  ['Été à la mer — l’île d’Yeu', 6],
  ['दीवाली की रोशनी', 5],
  ['日本の旅', 4],
  ['👩‍👩‍👧‍👦 رحلة العائلة 👍🏽', 4],
];

const looks = ['sea', 'lanterns', 'forest', 'field', 'lake', 'snow', 'city', 'sunset'];

const captions = [
  'Premier bain, œufs brouillés, cœur léger',
  'दीये और मिठाइयाँ 🪔',
  '哲学の道を歩く',
  'غروب الشمس فوق البحر',
  'Crème brûlée & café',
  '🧑🏿‍🚀 + 👨‍👩‍👧 = 🫶🏼',
];

/** Text, indexes of its photos, place, and whether it shares a page. */
const writings: [text: string, photos: number[], place?: string, link?: true][] = [
  ['Enfin l’été ! À nous la plage, les crêpes et les siestes — à très bientôt ☀️', [0, 1, 2], 'annecy'],
  ['शुभ दीपावली! सबके घर में रोशनी हो। 🪔✨', [6, 7], 'varanasi'],
  ['京都に着きました。雨でも美しい。☔', [11, 12], 'kyoto'],
  ['عيد مبارك لكل الأصدقاء 🌙', [15]],
  ['The family 👨‍👩‍👧‍👦, the friends 🧑🏽‍🤝‍🧑🏻, the flags 🏳️‍🌈 🏴󠁧󠁢󠁳󠁣󠁴󠁿, one keycap 3️⃣', [21]],
  ['café', []],
  ['Привет, мир — déjà vu', []],
  ['naïve façade, Ångström, “quotes” … and a\nsecond line\twith a tab', [22]],
  ['Lu et relu : « L’Étranger »', [], undefined, true],
  ['𝒻𝒶𝓃𝒸𝓎 letters, ½ + ¼ = ¾, 5 € for 2 £', []],
  ['Zażółć gęślą jaźń; Łódź o świcie', [], 'berlin'],
  ['ทดสอบภาษาไทย และ 한국어 테스트', []],
];

/** 24 small photos (23 files), 12 posts, 4 albums, in many scripts: for what must come out letter by letter. */
export function buildPolyglot(seed: number): Person {
  const owned = albums.flatMap(([name, count], i): (Album | undefined)[] =>
    new Array(count).fill({
      id: `10157004${String(i).padStart(6, '0')}`,
      name,
      createdMs: start + i * 30 * day,
    }),
  );
  const photos = Array.from({ length: 23 }, (_, i) => smallPhoto(seed, i, owned[i]));
  dateOddly(photos);
  const original = photos[21] as Photo;
  // The same file, put up again a year later, outside of any post.
  photos.push({
    ...original,
    id: photoId(owner, 3000),
    createdMs: original.createdMs + 365 * day,
    updatedMs: original.createdMs + 365 * day,
  });
  return {
    ...self,
    number: owner,
    key: 'polyglot',
    email: 'chloe@sandbox.example',
    about: 'A small account in many scripts',
    picture: (photos[0] as Photo).picture,
    posts: writings.map((writing, i) => toPost(writing, i, photos)).sort((a, b) => b.createdMs - a.createdMs),
    photos: [...photos].sort((a, b) => b.createdMs - a.createdMs),
    declined: [],
    unevenPages: false,
    largestPage: 100,
    wellEncoded: ['日本の旅', 'café', 'Привет, мир — déjà vu'],
  };
}

function smallPhoto(seed: number, index: number, album: Album | undefined): Photo {
  const takenMs = start + index * 9 * day + index * 61_000;
  const place = [places.annecy, places.varanasi, places.kyoto][index % 5];
  const look = looks[index % looks.length] ?? 'sea';
  const photo = toPhoto({ seed, owner, from: self, index: index + 1, look, takenMs, place });
  const { width, height } = photo.picture;
  return {
    ...photo,
    picture: { ...photo.picture, width: Math.round(width * 0.3), height: Math.round(height * 0.3) },
    ...(album === undefined ? {} : { album }),
    ...(index % 4 === 0 ? { name: captions[(index / 4) % captions.length] } : {}),
  };
}

/** A scan of a picture of 1962, and one whose time the network has lost. */
function dateOddly(photos: Photo[]): void {
  const scan = photos[19] as Photo;
  scan.picture = {
    ...scan.picture,
    takenMs: Date.UTC(1962, 6, 14, 15, 30),
    camera: { make: 'EPSON', model: 'Perfection V600' },
  };
  (photos[20] as Photo).timeLost = true;
}

function toPost([text, shown, place, link]: (typeof writings)[number], index: number, photos: Photo[]): Post {
  const taken = shown.map((i) => photos[i] as Photo);
  const at = Math.max(start + index * 20 * day, ...taken.map(({ createdMs }) => createdMs + 60_000));
  const spot = place === undefined ? undefined : places[place];
  return {
    id: `${self.id}_${photoId(owner, 5000 + index)}`,
    createdMs: at,
    updatedMs: at,
    message: text,
    photos: taken,
    ...(spot === undefined ? {} : { place: spot }),
    ...(link === undefined
      ? {}
      : {
          link: {
            url: 'https://example.org/l-etranger?langue=français&page=1',
            title: 'L’Étranger, relu',
            description: 'Une lecture.',
          },
        }),
  };
}
