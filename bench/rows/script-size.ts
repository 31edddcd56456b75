import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../../embedded/paths.ts';
import type { Row } from '../harness/row.ts';

const web = join(projectRoot, 'dist', 'web');

/** The script that a browser loads before the first page shows: what the built index.html names, and what that imports. */
export const scriptSize: Row = {
  name: 'script-size',
  figures: [
    {
      kind: 'value',
      key: 'script',
      what: 'script of the first page, gzipped',
      unit: 'kB',
      limit: { atMost: 200, from: 'target' },
    },
  ],
  // The same bytes give the same size.
  rounds: 1,
  warmUp: false,
  prepare: async () => ({
    product: async () => {
      if (!existsSync(join(web, 'index.html'))) throw new Error('The pages are not built: npm run build');
      const html = readFileSync(join(web, 'index.html'), 'utf8');
      const named = [...html.matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)].map((match) => match[1]!);
      const loaded = new Set<string>();
      for (const file of named) collect(file, loaded);
      const bytes = [...loaded].reduce(
        (sum, file) => sum + gzipSync(readFileSync(join(web, file))).length,
        0,
      );
      return { script: bytes / 1000 };
    },
  }),
};

/** A module and what it imports at once; `import()` comes later and does not count. */
function collect(file: string, into: Set<string>): void {
  if (into.has(file)) return;
  into.add(file);
  const text = readFileSync(join(web, file), 'utf8');
  for (const [, path] of text.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+\.js)["']/g)) {
    collect(join(dirname(file), path!), into);
  }
}
