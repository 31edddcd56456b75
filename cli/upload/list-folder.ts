import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

export interface FolderFile {
  /** On the disk. */
  path: string;
  /** Inside the folder, with `/`, Unicode NFC. */
  name: string;
  bytes: number;
}

/** What operating systems leave behind in folders. */
const litter = /^(\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|__MACOSX)$/i;
export const isLitter = (name: string) => name.split('/').some((part) => litter.test(part));

/** Every file below a folder, in an order that is the same every time; links are left out and counted. */
export async function listFolder(folder: string): Promise<{ files: FolderFile[]; links: number }> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: FolderFile[] = [];
  let links = 0;
  for (const entry of found) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/').normalize('NFC');
    if (entry.isSymbolicLink()) links += 1;
    if (!entry.isFile() || isLitter(name)) continue;
    files.push({ path, name, bytes: (await stat(path)).size });
  }
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { files, links };
}
