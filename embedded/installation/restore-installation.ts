import { existsSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate } from '../../runtime/migrate.ts';
import { dataPaths } from '../paths.ts';
import { SetupError } from '../setup-error.ts';
import { writePrivate } from '../write-file.ts';
import { loadBlobs } from './copy-blobs.ts';
import { loadDatabase } from './copy-database.ts';
import type { CopyManifest } from './copy-layout.ts';
import { type InstallationPlace, withStorage } from './open-storage.ts';
import { readCopy } from './read-copy.ts';
import { renewEtags } from './renew-etags.ts';

/** Downloaded servers may lie there already. */
const harmless = ['bin'];

/**
 * Makes an installation of a copy, in an empty data folder. The copy is read through and held against its hashes first.
 * Until all is in place the folder is marked, and no start takes it. Throws a SetupError.
 */
export async function restoreInstallation(place: InstallationPlace, folder: string): Promise<CopyManifest> {
  const { log, signal } = place;
  const paths = dataPaths(place.home);
  requireEmpty(paths.home);
  log('checking the copy');
  const copy = await readCopy(folder, signal);
  writePrivate(paths.restoring, `${JSON.stringify({ from: folder, startedAt: new Date().toISOString() })}\n`);
  for (const { path, from } of copy.files) {
    if (from.kind !== 'keys') continue;
    writePrivate(join(paths.home, from.name), await readFile(join(folder, path), 'utf8'));
  }
  await withStorage(
    place,
    async ({ mongo, blobs }) => {
      log('restoring the database');
      await loadDatabase(mongo, copy, signal);
      log('restoring files');
      await loadBlobs(blobs, copy, signal);
      await migrate(mongo);
      await renewEtags({ mongo, blobs });
    },
    { restoring: true },
  );
  rmSync(paths.restoring);
  return copy.manifest;
}

function requireEmpty(home: string): void {
  const found = existsSync(home) ? readdirSync(home).filter((name) => !harmless.includes(name)) : [];
  if (found.length === 0) return;
  throw new SetupError(`The data folder ${home} is not empty (${found.slice(0, 3).join(', ')}).`, [
    'a copy is restored into a new folder only: PERENNIAL_HOME=/new/folder',
    'what a restoration that was interrupted has left there can be deleted',
  ]);
}
