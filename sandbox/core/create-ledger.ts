import { join } from 'node:path';
import { openJournal } from './open-journal.ts';

/** One accepted change of the outside world, never altered afterwards. */
export interface Mutation {
  seq: number;
  at: string;
  vendor: string;
  kind: string;
  object: string;
  detail: Record<string, unknown>;
}

/** What was asked of one route of one vendor. */
export interface RouteCount {
  vendor: string;
  route: string;
  requests: number;
  /** Answers by HTTP status; 0 = the answer was dropped by a fault. */
  statuses: Record<string, number>;
  /** Requests by the id of the object asked for, e.g. downloads by photo id. */
  objects: Record<string, number>;
}

export interface Ledger {
  count(vendor: string, route: string, object?: string): void;
  answered(vendor: string, route: string, status: number): void;
  /** Synced to disk before it returns: only then may the vendor answer. */
  record(vendor: string, kind: string, object: string, detail?: Record<string, unknown>): Mutation;
  routes(vendor?: string): RouteCount[];
  mutations(vendor?: string): Mutation[];
  clear(): void;
  close(): void;
}

type Request = { v: string; r: string; o?: string } | { v: string; r: string; s: number };

/** The append-only account of requests (`requests.jsonl`) and mutations (`ledger.jsonl`). */
export function createLedger(now: () => number, dataDir?: string): Ledger {
  const routes = new Map<string, RouteCount>();
  const mutations: Mutation[] = [];
  let seq = 0;
  const apply = (line: Request): void => {
    const key = `${line.v} ${line.r}`;
    const row = routes.get(key) ?? { vendor: line.v, route: line.r, requests: 0, statuses: {}, objects: {} };
    routes.set(key, row);
    if ('s' in line) {
      row.statuses[line.s] = (row.statuses[line.s] ?? 0) + 1;
      return;
    }
    row.requests += 1;
    if (line.o !== undefined) row.objects[line.o] = (row.objects[line.o] ?? 0) + 1;
  };
  const fileOf = (name: string) => (dataDir === undefined ? undefined : join(dataDir, name));
  const requestFile = openJournal(fileOf('requests.jsonl'), (line: Request) => apply(line));
  const mutationFile = openJournal(fileOf('ledger.jsonl'), (line: Mutation) => {
    mutations.push(line);
    seq = line.seq;
  });
  const note = (line: Request): void => {
    apply(line);
    requestFile.append(line);
  };
  const of = <T extends { vendor: string }>(rows: T[], vendor?: string): T[] =>
    vendor === undefined ? rows : rows.filter((row) => row.vendor.includes(vendor));
  return {
    count: (v, r, o) => note(o === undefined ? { v, r } : { v, r, o }),
    answered: (v, r, s) => note({ v, r, s }),
    record(vendor, kind, object, detail = {}) {
      seq += 1;
      const entry: Mutation = { seq, at: new Date(now()).toISOString(), vendor, kind, object, detail };
      mutations.push(entry);
      mutationFile.append(entry, true);
      return entry;
    },
    routes: (vendor) => of([...routes.values()], vendor),
    mutations: (vendor) => of([...mutations], vendor),
    clear() {
      routes.clear();
      mutations.length = 0;
      seq = 0;
      requestFile.rewrite([]);
      mutationFile.rewrite([]);
    },
    close() {
      requestFile.close();
      mutationFile.close();
    },
  };
}
