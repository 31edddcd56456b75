import { createHash } from 'node:crypto';
import { type Response, Router } from 'express';
import type { SandboxContext } from '../core/context.ts';
import type { SyntheticSpec } from '../people/build-others.ts';
import type { Person } from '../people/types.ts';
import { sendBytes } from '../photos/send-bytes.ts';
import { answer } from './answer.ts';

/** `/_sandbox/people`: who there is; people of any size for load tests; photos added and removed. */
export function peopleRoutes(context: SandboxContext): Router {
  const router = Router();
  const { people } = context;
  const withPerson = (res: Response, id: string, use: (person: Person) => void): void => {
    const person = people.find(id);
    if (person === undefined) res.status(404).json({ error: 'no such person' });
    else use(person);
  };
  router.get('/people', (_req, res) => res.json({ people: people.list().map(summary) }));
  router.post('/people', (req, res) =>
    answer(res, () => summary(people.addSynthetic(readSpec(req.body))), 201),
  );
  // The truth that a backup is held against: every uploaded photo with the hash of its full size.
  router.get('/people/:id/photos', async (req, res) => {
    const person = people.find(req.params.id);
    if (person === undefined) return void res.status(404).json({ error: 'no such person' });
    const photos: object[] = [];
    for (const { id, picture, listed } of person.photos) {
      if (listed !== 'uploaded') continue;
      const bytes = await context.library.read(picture, picture);
      photos.push({ id, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    }
    res.json({ photos });
  });
  router.post('/people/:id/photos', (req, res) =>
    withPerson(res, req.params.id, (person) =>
      answer(
        res,
        () => ({ ids: people.addPhotos(person, wholeNumber(req.body?.count ?? 1, 'count', 10_000)) }),
        201,
      ),
    ),
  );
  router.delete('/people/:id/photos/:photo', (req, res) =>
    withPerson(res, req.params.id, (person) => {
      const removed = people.removePhoto(person, req.params.photo);
      res.status(removed ? 200 : 404).json({ removed });
    }),
  );
  router.get('/avatars/:file', async (req, res) => {
    const person = people.find(req.params.file.replace(/\.jpg$/, ''));
    if (person === undefined) return void res.status(404).json({ error: 'no such person' });
    await sendBytes(
      req,
      res,
      await context.library.read(person.picture, { width: 200, height: 200 }),
      'image/jpeg',
    );
  });
  return router;
}

function summary(person: Person): object {
  const count = (listed: string) => person.photos.filter((photo) => photo.listed === listed).length;
  const { id, key, name, email, about } = person;
  return {
    id,
    key,
    name,
    email,
    about,
    uploaded: count('uploaded'),
    tagged: count('tagged'),
    posts: person.posts.length,
  };
}

function readSpec(body: unknown): SyntheticSpec {
  const { id, photos, posts, bytesPerPhoto, width, height } = (body ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || !/^[a-z][a-z0-9-]{0,39}$/.test(id)) {
    throw new Error('id must be a name of a-z, 0-9 and -, starting with a letter');
  }
  return {
    id,
    photos: wholeNumber(photos ?? 0, 'photos', 1_000_000),
    posts: wholeNumber(posts ?? 0, 'posts', 1_000_000),
    ...(bytesPerPhoto === undefined
      ? {}
      : { bytesPerPhoto: wholeNumber(bytesPerPhoto, 'bytesPerPhoto', 100_000_000) }),
    ...(width === undefined ? {} : { width: wholeNumber(width, 'width', 12_000) }),
    ...(height === undefined ? {} : { height: wholeNumber(height, 'height', 12_000) }),
  };
}

function wholeNumber(value: unknown, name: string, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new Error(`${name} must be a whole number from 0 to ${most}`);
}
