import { appendFileSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { keepJournal, type LokiStore } from '../../embedded/blob-journal.ts';

// The very LokiJS that Azurite uses.
const require = createRequire(import.meta.url);
type Blob = { name: string; bytes?: number };
type Database = LokiStore['db'] & {
  persistenceAdapter: { saveDatabase(file: string, text: string, done: (error?: unknown) => void): void };
  addCollection(name: string): unknown;
  loadDatabase(options: object, done: (error?: unknown) => void): void;
};
const Loki = createRequire(require.resolve('azurite/package.json'))('lokijs') as new (
  file: string,
  options: object,
) => Database;

const folders: string[] = [];
const databases: Database[] = [];
afterEach(() => {
  for (const db of databases.splice(0)) db.autosaveDisable();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A store as Azurite's: read from its file when there is one, saved every five seconds. */
async function open(folder: string) {
  const file = join(folder, 'db.json');
  const db = new Loki(file, { persistenceMethod: 'fs', autosave: true, autosaveInterval: 5_000 });
  databases.push(db);
  const store: LokiStore = {
    db,
    async init() {
      if (existsSync(file))
        await new Promise<void>((done, failed) =>
          db.loadDatabase({}, (error) => (error ? failed(error as Error) : done())),
        );
      if (!db.getCollection('blobs')) db.addCollection('blobs');
    },
  };
  keepJournal(store, join(folder, 'journal'));
  await store.init();
  const blobs = db.getCollection('blobs') as unknown as {
    insert(doc: Blob): unknown;
    update(doc: Blob): unknown;
    remove(doc: Blob): unknown;
    findOne(query: object): Blob | null;
    find(): Blob[];
  };
  const found = (name: string) => blobs.findOne({ name }) as Blob;
  return { db, blobs, found, names: () => blobs.find().map(({ name }) => name) };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-journal-'));
  folders.push(folder);
  return folder;
}

/** What is on disk in this moment, as `kill -9` would leave it. */
function killed(folder: string): string {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

const save = (db: LokiStore['db']) =>
  new Promise<void>((done, failed) => db.saveDatabase((error) => (error ? failed(error as Error) : done())));

test('everything that was done before, during and after a save is there again after kill -9', async () => {
  const folder = newFolder();
  const { db, blobs, found } = await open(folder);
  for (const name of ['kept', 'changed', 'gone']) blobs.insert({ name });
  const saved = save(db);
  blobs.update({ ...found('changed'), bytes: 7 });
  const inTheMiddle = await open(killed(folder));
  expect(inTheMiddle.names()).toEqual(['kept', 'changed', 'gone']);
  expect(inTheMiddle.found('changed').bytes).toBe(7);
  await saved;
  blobs.remove(found('gone'));
  blobs.insert({ name: 'new' });
  const after = await open(killed(folder));
  expect(after.names()).toEqual(['kept', 'changed', 'new']);
  expect(after.found('changed').bytes).toBe(7);
});

test('a line that a full disk cut short costs nothing but itself', async () => {
  const folder = newFolder();
  const { db, blobs } = await open(folder);
  blobs.insert({ name: 'before' });
  // What is left of a write that failed with ENOSPC.
  appendFileSync(join(folder, 'journal'), '\n["blobs",2,{"name":"refus');
  blobs.insert({ name: 'acknowledged' });
  expect((await open(killed(folder))).names()).toEqual(['before', 'acknowledged']);
  // Nor where saves fail, too, and what they set aside is joined.
  db.persistenceAdapter.saveDatabase = (_file, _text, done) => done(new Error('ENOSPC'));
  await expect(save(db)).rejects.toThrow('ENOSPC');
  appendFileSync(join(folder, 'journal.saving'), '\n["blobs",3,{"na');
  blobs.insert({ name: 'later' });
  await expect(save(db)).rejects.toThrow('ENOSPC');
  expect((await open(killed(folder))).names()).toEqual(['before', 'acknowledged', 'later']);
});

test('saves are spaced by what they cost, but never by more than five minutes', async () => {
  const { db, blobs } = await open(newFolder());
  const times = [0, 2_000, 10_000, 10_000 + 3_600_000];
  const now = performance.now;
  performance.now = () => times.shift() ?? 0;
  try {
    const intervals: number[] = [];
    for (const name of ['one', 'two']) {
      blobs.insert({ name });
      await save(db);
      intervals.push(db.autosaveInterval);
    }
    expect(intervals).toEqual([40_000, 300_000]);
  } finally {
    performance.now = now;
  }
});
