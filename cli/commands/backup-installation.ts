import { resolve } from 'node:path';
import { bytesInWords } from '../words.ts';

/** What a copy of the installation holds. */
export interface CopyFigures {
  createdAt: string;
  totals: { collections: number; blobs: number; bytes: number };
}

/** Copies the installation into a folder, and says what to do with it. */
export async function backupInstallation(
  print: (line: string) => void,
  copy: (folder: string) => Promise<CopyFigures>,
  folder: string,
): Promise<void> {
  const target = resolve(folder);
  const { totals } = await copy(target);
  print(
    `Copied the database, ${totals.blobs} files and the keys: ${bytesInWords(totals.bytes)} in ${target}`,
  );
  print(
    'It holds the keys that decrypt what is stored, and is not encrypted itself: keep it as safe as the original.',
  );
  print('Keys that stand in the environment or in .env are not in it: keep those with it.');
  print(`To restore: PERENNIAL_HOME=/new/folder npx perennial restore-installation ${target}`);
}
