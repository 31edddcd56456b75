import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's root, for files that the compiler does not copy; the same from `dist/` and from the sources. */
export function findRoot(from: string = import.meta.dirname): string {
  let folder = from;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`No package.json above ${from}.`);
    folder = parent;
  }
  return folder;
}
