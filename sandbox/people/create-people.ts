import type { Store } from '../core/create-store.ts';
import { drawnLooks } from '../photos/looks.ts';
import { buildEmpty, buildSynthetic, buildTroublesome, type SyntheticSpec } from './build-others.ts';
import { buildPolyglot } from './build-polyglot.ts';
import { buildRich } from './build-rich.ts';
import { toPhoto } from './to-photo.ts';
import type { Person, Photo, Post } from './types.ts';

/** Who has an account, and what is in it. */
export interface People {
  list(): Person[];
  /** By Graph id or by key. */
  find(idOrKey: string): Person | undefined;
  photo(id: string): { photo: Photo; owner: Person } | undefined;
  post(id: string): { post: Post; owner: Person } | undefined;
  addSynthetic(spec: SyntheticSpec): Person;
  /** Puts up new photos now; gives their ids. */
  addPhotos(person: Person, count: number): string[];
  removePhoto(person: Person, id: string): boolean;
  /** After the store was cleared. */
  forget(): void;
}

interface Extra {
  personId: string;
  number: number;
  atMs: number;
}

/** The people of a seed, plus what tests added or removed (kept in the store). Built once, rebuilt after a change. */
export function createPeople(seed: number, now: () => number, store: Store): People {
  let built:
    | {
        people: Person[];
        photos: Map<string, { photo: Photo; owner: Person }>;
        posts: Map<string, { post: Post; owner: Person }>;
        stamp: string;
      }
    | undefined;
  const stampNow = (): string =>
    ['synthetic', 'extra-photos', 'removed-photos'].map((table) => store.list(table).length).join('/');
  const build = () => {
    const specs = store.list<SyntheticSpec & { number: number }>('synthetic');
    const people = [
      buildRich(seed),
      buildEmpty(seed),
      buildTroublesome(seed),
      buildPolyglot(seed),
      ...specs.map((spec) => buildSynthetic(spec, spec.number)),
    ];
    for (const extra of store.list<Extra>('extra-photos')) {
      const person = people.find(({ id }) => id === extra.personId);
      person?.photos.unshift(extraPhoto(seed, person, extra));
    }
    const removed = new Set(store.list<string>('removed-photos'));
    for (const person of people) person.photos = person.photos.filter(({ id }) => !removed.has(id));
    const photos = people.flatMap((owner) =>
      [...owner.photos, ...owner.posts.flatMap((post) => post.photos)].map(
        (photo) => [photo.id, { photo, owner }] as const,
      ),
    );
    const posts = people.flatMap((owner) => owner.posts.map((post) => [post.id, { post, owner }] as const));
    return { people, photos: new Map(photos), posts: new Map(posts), stamp: stampNow() };
  };
  const all = () => {
    if (built === undefined || built.stamp !== stampNow()) built = build();
    return built;
  };
  const find = (idOrKey: string) => all().people.find(({ id, key }) => id === idOrKey || key === idOrKey);
  return {
    list: () => all().people,
    find,
    photo: (id) => all().photos.get(id),
    post: (id) => all().posts.get(id),
    addSynthetic(spec) {
      if (find(spec.id) !== undefined) throw new Error(`there is a person ${spec.id} already`);
      store.set('synthetic', spec.id, { ...spec, number: store.list('synthetic').length + 1 });
      return find(spec.id) as Person;
    },
    addPhotos(person, count) {
      const from = store.list<Extra>('extra-photos').filter(({ personId }) => personId === person.id).length;
      for (let i = 0; i < count; i += 1) {
        const number = from + i;
        store.set('extra-photos', `${person.id}-${number}`, { personId: person.id, number, atMs: now() + i });
      }
      return (find(person.id) as Person).photos.slice(0, count).map(({ id }) => id);
    },
    removePhoto(person, id) {
      if (!person.photos.some((photo) => photo.id === id)) return false;
      store.set('removed-photos', id, id);
      return true;
    },
    forget() {
      built = undefined;
    },
  };
}

function extraPhoto(seed: number, person: Person, extra: Extra): Photo {
  const look = drawnLooks[extra.number % drawnLooks.length] ?? 'sea';
  const photo = toPhoto({
    seed,
    owner: person.number,
    from: person,
    index: 6000 + extra.number,
    look,
    takenMs: extra.atMs - 3_600_000,
  });
  return {
    ...photo,
    from: { id: person.id, name: person.name },
    createdMs: extra.atMs,
    updatedMs: extra.atMs,
  };
}
