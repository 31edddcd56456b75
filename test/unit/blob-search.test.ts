import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import type { LokiStore } from '../../embedded/blob-journal.ts';
import { searchByName } from '../../embedded/blob-search.ts';

// The very LokiJS that Azurite uses.
const require = createRequire(import.meta.url);
const Loki = createRequire(require.resolve('azurite/package.json'))('lokijs') as new (
  file: string,
) => LokiStore['db'] & {
  addCollection(
    name: string,
    options: object,
  ): { insert(doc: object): unknown; findOne(query: object): unknown };
};

test('a blob is found by its name, without looking at every other one', async () => {
  const db = new Loki('blobs.json');
  const indices = ['accountName', 'containerName', 'name', 'snapshot'];
  const blobs = db.addCollection('blobs', { indices });
  let looks = 0;
  for (let number = 0; number < 2_000; number += 1) {
    blobs.insert({
      accountName: 'account',
      name: `w/${(number * 7919) % 2_000}`,
      number,
      snapshot: '',
      get containerName() {
        looks += 1;
        return number < 1_000 ? 'assets' : 'backups';
      },
    });
  }
  const query = { accountName: 'account', containerName: 'assets', snapshot: '' };
  const asked = (name: string) => {
    looks = 0;
    return blobs.findOne({ ...query, name });
  };
  const store = { db, init: async () => undefined } as LokiStore;
  expect([asked('w/1919'), looks]).toEqual([expect.objectContaining({ number: 1 }), expect.any(Number)]);
  expect(looks).toBeGreaterThan(1_000);
  searchByName(store);
  await store.init();
  expect([asked('w/1919'), looks]).toEqual([expect.objectContaining({ number: 1 }), 1]);
  expect(asked('w/none')).toBeNull();
});
