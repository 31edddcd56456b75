import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Path of a file below `sandbox/` in the source tree, also when the code runs from a build folder. */
export function findAsset(...parts: string[]): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('no package.json above the sandbox');
    folder = parent;
  }
  return join(folder, 'sandbox', ...parts);
}
