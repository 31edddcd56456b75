import type { Connection } from 'mongoose';
import type { Models } from '../../schemas/models/index.ts';
import { createCollections } from './0001-create-collections.ts';
import { createImportCollections } from './0002-create-import-collections.ts';

export interface Migration {
  /** Numbered for ever: never changed after it was released, only followed by another. */
  id: number;
  name: string;
  /** May run twice after a crash: must be safe to repeat. */
  run(connection: Connection, models: Models): Promise<void>;
}

export const migrations: Migration[] = [createCollections, createImportCollections];
