import { appendFileSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';

interface Doc {
  $loki: number;
  meta?: unknown;
  [field: string]: unknown;
}

interface LokiCollection {
  name: string;
  maxId: number;
  get(id: number): Doc | null;
  findOne(query: object): Doc | null;
  insert(doc: object): unknown;
  update(doc: Doc): unknown;
  remove(doc: Doc): unknown;
  on(event: 'insert' | 'update' | 'delete', listener: (doc: Doc | Doc[]) => void): unknown;
}

/** What is used of Azurite's stores: a LokiJS database in memory that is saved as a whole now and then. */
export interface LokiStore {
  init(): Promise<void>;
  db: {
    collections: LokiCollection[];
    getCollection(name: string): LokiCollection | null;
    saveDatabase(done: (error?: unknown) => void): void;
    saveDatabaseInternal(done?: (error?: unknown) => void): void;
    /** Null when it does not save by itself. */
    autosaveHandle: unknown;
    autosaveInterval: number;
    autosaveEnable(): void;
    autosaveDisable(): void;
  };
}

const oftenMs = 5_000;
/** A save writes everything there is, however little has changed: it takes about a twentieth of the time at most. */
const pauseFactor = 20;
/** A save that took long once, on a machine that slept, must not be the last for hours: the journal grows meanwhile. */
const longestPauseMs = 5 * 60_000;

/** One line of the journal: the collection, the id, and the document as it is now (absent: removed). */
type Line = [collection: string, id: number, doc?: Doc];

/**
 * Writes every change of a store to `file` before the request is answered, and plays it back on the next
 * start. Two parts: `file` takes new changes; `file.saving` holds those that the save under way contains, and
 * goes when that save is on disk.
 */
export function keepJournal(store: LokiStore, file: string): void {
  const { db } = store;
  const saving = `${file}.saving`;
  const init = store.init.bind(store);

  store.init = async () => {
    await init();
    replay(db, [...readLines(saving), ...readLines(file)]);
    await new Promise<void>((resolve, reject) =>
      db.saveDatabase((error) => (error ? reject(error as Error) : resolve())),
    );
    rmSync(saving, { force: true });
    rmSync(file, { force: true });
    for (const collection of db.collections) watch(collection, (lines) => appendFileSync(file, lines));
    rotateWithSaves();
  };

  /** LokiJS takes its picture of the data when this is called, and tells when the file is complete. */
  function rotateWithSaves(): void {
    const save = db.saveDatabaseInternal.bind(db);
    db.saveDatabaseInternal = (done) => {
      setAside();
      const since = performance.now();
      save((error) => {
        if (!error) rmSync(saving, { force: true });
        spaceSaves(performance.now() - since);
        done?.(error);
      });
    };
  }

  function spaceSaves(lastMs: number): void {
    if (!db.autosaveHandle) return;
    db.autosaveDisable();
    db.autosaveInterval = Math.min(longestPauseMs, Math.max(oftenMs, lastMs * pauseFactor));
    db.autosaveEnable();
  }

  function setAside(): void {
    if (!existsSync(file)) return;
    // A save that failed left its part behind: it must stay in front of the newer one.
    if (existsSync(saving)) {
      appendFileSync(saving, readFileSync(file));
      rmSync(file);
    } else renameSync(file, saving);
  }
}

function watch(collection: LokiCollection, append: (lines: string) => void): void {
  const write = (doc: Doc | Doc[], removed: boolean) => {
    const lines = [doc]
      .flat()
      .map((one): Line => (removed ? [collection.name, one.$loki] : [collection.name, one.$loki, one]));
    // Each begins with its line break: one that was cut short, on a full disk, does not spoil the next.
    append(lines.map((line) => `\n${JSON.stringify(line)}`).join(''));
  };
  collection.on('insert', (doc) => write(doc, false));
  collection.on('update', (doc) => write(doc, false));
  collection.on('delete', (doc) => write(doc, true));
  // LokiJS tells of batch removals only when there is more than one listener.
  collection.on('delete', () => undefined);
}

function readLines(file: string): Line[] {
  if (!existsSync(file)) return [];
  const lines: Line[] = [];
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    if (!text) continue;
    try {
      lines.push(JSON.parse(text) as Line);
    } catch {
      // Cut short by a crash or a full disk: its request was never answered well.
    }
  }
  return lines;
}

/** The last state of each document counts: what the saved database already has may be played back again. */
function replay(db: LokiStore['db'], lines: Line[]): void {
  const last = new Map<string, Line>();
  for (const line of lines) last.set(`${line[0]}\0${line[1]}`, line);
  // New documents in the order of their ids: LokiJS keeps its index of ids sorted.
  for (const [name, id, doc] of [...last.values()].sort((a, b) => a[1] - b[1])) {
    const collection = db.getCollection(name);
    const present = collection?.get(id);
    if (!collection) continue;
    if (!doc) {
      if (present) collection.remove(present);
    } else if (present) {
      collection.update(doc);
    } else {
      const { $loki: _id, meta: _meta, ...fields } = doc;
      collection.maxId = id - 1;
      collection.insert(fields);
    }
  }
}
