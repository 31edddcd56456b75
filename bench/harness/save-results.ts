import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot } from '../../embedded/paths.ts';

/** Keeps one run as `results/<date>-<name>.json`; gives the path from the project's root. */
export function saveResults(startedAt: Date, name: string, content: object): string {
  const folder = join(projectRoot, 'bench', 'results');
  mkdirSync(folder, { recursive: true });
  const stamp = startedAt.toISOString().slice(0, 16).replace('T', '-').replace(':', '');
  const file = join(folder, `${stamp}-${name}.json`);
  writeFileSync(file, `${JSON.stringify({ startedAt, ...content }, null, 2)}\n`);
  return relative(projectRoot, file);
}
