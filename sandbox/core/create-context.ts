import { createPeople } from '../people/create-people.ts';
import { createLibrary } from '../photos/create-library.ts';
import type { SandboxContext } from './context.ts';
import { createFaults } from './create-faults.ts';
import { createLedger } from './create-ledger.ts';
import { createStore } from './create-store.ts';
import { readSettings } from './settings.ts';

interface Origin {
  seed: number;
  now: () => number;
  dataDir?: string;
  latencyMs: number;
}

export function createContext({ seed, now, dataDir, latencyMs }: Origin): SandboxContext {
  const store = createStore(dataDir);
  return {
    seed,
    now,
    store,
    ledger: createLedger(now, dataDir),
    faults: createFaults(seed),
    settings: () => readSettings(store, latencyMs),
    people: createPeople(seed, now, store),
    library: createLibrary({ seed, dataDir }),
  };
}
