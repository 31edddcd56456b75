import type { Router } from 'express';
import type { People } from '../people/create-people.ts';
import type { PhotoLibrary } from '../photos/create-library.ts';
import type { Faults } from './create-faults.ts';
import type { Ledger } from './create-ledger.ts';
import type { Store } from './create-store.ts';
import type { Settings } from './settings.ts';

/** What every vendor of the sandbox is given. */
export interface SandboxContext {
  seed: number;
  /** Milliseconds since 1970. */
  now: () => number;
  store: Store;
  ledger: Ledger;
  faults: Faults;
  settings: () => Settings;
  people: People;
  library: PhotoLibrary;
}

/** The shape of an answer that a vendor gives when a fault asks for an error. */
export interface ErrorAnswer {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

/** One stood-in host; its name is the first segment of the path. */
export interface Vendor {
  host: string;
  router: Router;
  /** Names the route for ledger and faults, without method, version or ids. */
  routeOf: (path: string) => { route: string; object?: string };
  /** The vendor's own words for an error status. */
  errorAnswer: (status: number) => ErrorAnswer;
  rateLimit: (options: { code?: number; retryAfter?: number }) => ErrorAnswer;
}
