import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockOwner } from '../lock-home.ts';
import { dataPaths } from '../paths.ts';
import { SetupError } from '../setup-error.ts';
import { dumpBlobs } from './copy-blobs.ts';
import { dumpDatabase } from './copy-database.ts';
import type { CopyManifest } from './copy-layout.ts';
import { type InstallationPlace, withStorage } from './open-storage.ts';
import { createCopyWriter } from './write-copy.ts';

const keyFiles = ['secrets.json', 'demo.json'] as const;

/**
 * Copies database, blobs and keys of an installation that is stopped into a new folder. Nobody writes meanwhile, so they
 * fit together; jobs that were under way are taken up after a restoration. Throws a SetupError.
 */
export async function backupInstallation(place: InstallationPlace, folder: string): Promise<CopyManifest> {
  const { log, signal } = place;
  const paths = dataPaths(place.home);
  if (!existsSync(paths.secrets)) {
    throw new SetupError(`There is no installation in ${paths.home}.`, [
      'name its data folder: PERENNIAL_HOME=/its/folder',
    ]);
  }
  if (lockOwner(paths.lock)) {
    throw new SetupError(
      `Perennial runs on ${paths.home}. It is copied while it is stopped, so that database and files fit together.`,
      ['stop it: npx perennial stop'],
    );
  }
  const writer = await createCopyWriter(folder);
  try {
    return await withStorage(place, async ({ mongo, blobs }) => {
      log('copying the database');
      const migrations = await dumpDatabase(mongo, writer, signal);
      log('copying files');
      await dumpBlobs(blobs, writer, signal);
      for (const name of keyFiles.filter((one) => existsSync(join(paths.home, one)))) {
        const content = await readFile(join(paths.home, name));
        await writer.add(`keys/${name}`, once(content), { kind: 'keys', name });
      }
      return writer.finish({ createdAt: new Date().toISOString(), migrations });
    });
  } finally {
    await writer.close();
  }
}

async function* once(content: Buffer) {
  yield content;
}
