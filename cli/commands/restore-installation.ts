import { resolve } from 'node:path';
import { bytesInWords } from '../words.ts';
import type { CopyFigures } from './backup-installation.ts';

/** Makes an installation of a copy; it is started as any other afterwards. */
export async function restoreInstallation(
  print: (line: string) => void,
  restore: (folder: string) => Promise<CopyFigures>,
  folder: string,
): Promise<void> {
  const { totals, createdAt } = await restore(resolve(folder));
  print(`Restored the copy of ${createdAt}: ${totals.blobs} files, ${bytesInWords(totals.bytes)}.`);
  print('Start it with npm start: jobs that were under way when it was copied go on within minutes.');
}
