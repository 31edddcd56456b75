import type { BackupKey } from '../backup/backup-key.ts';

/** What every step of an import is told: four ids. */
export interface ImportKey extends BackupKey {
  importId: string;
}

/** Begins the ids of photos and posts that the network gave none in its archive. */
export const archiveId = 'archive:';
