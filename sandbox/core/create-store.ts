import { join } from 'node:path';
import { openJournal } from './open-journal.ts';

/** JSON documents in named tables; with a data folder they survive a restart and a killed process. */
export interface Store {
  get<T>(table: string, key: string): T | undefined;
  set(table: string, key: string, value: unknown): void;
  delete(table: string, key: string): void;
  /** Values in order of first insertion. */
  list<T>(table: string): T[];
  clear(): void;
  close(): void;
}

type Line = { t: string; k: string; v?: unknown };

/** Keeps all in memory; with `dataDir` every change is appended to `state.jsonl`, compacted at each start. */
export function createStore(dataDir?: string): Store {
  const tables = new Map<string, Map<string, unknown>>();
  const table = (name: string): Map<string, unknown> => {
    const found = tables.get(name) ?? new Map<string, unknown>();
    tables.set(name, found);
    return found;
  };
  const file = dataDir === undefined ? undefined : join(dataDir, 'state.jsonl');
  const journal = openJournal<Line>(file, (line) => {
    if (line.v === undefined) table(line.t).delete(line.k);
    else table(line.t).set(line.k, line.v);
  });
  journal.rewrite([...tables].flatMap(([t, rows]) => [...rows].map(([k, v]) => ({ t, k, v }))));
  return {
    get: <T>(name: string, key: string) => table(name).get(key) as T | undefined,
    set(name, key, value) {
      table(name).set(key, value);
      journal.append({ t: name, k: key, v: value });
    },
    delete(name, key) {
      if (table(name).delete(key)) journal.append({ t: name, k: key });
    },
    list: <T>(name: string) => [...table(name).values()] as T[],
    clear() {
      tables.clear();
      journal.rewrite([]);
    },
    close: journal.close,
  };
}
