import { join, resolve } from 'node:path';
import { findRoot } from '../runtime/find-root.ts';

/** The folder with package.json: the same from the sources and from `dist/`. */
export const projectRoot = findRoot(import.meta.dirname);

export interface DataPaths {
  home: string;
  run: string;
  lock: string;
  secrets: string;
  localKey: string;
  demo: string;
  ports: string;
  tools: string;
  logs: string;
  temporal: string;
  mongo: string;
  blob: string;
  sandbox: string;
  downloads: string;
  /** There while a copy is being restored. */
  restoring: string;
}

/** Where everything lies in a data folder; `home` may be relative to the current folder. */
export function dataPaths(home: string): DataPaths {
  const at = (...parts: string[]) => join(resolve(home), ...parts);
  return {
    home: at(),
    run: at('run.json'),
    lock: at('lock.json'),
    secrets: at('secrets.json'),
    localKey: at('local.key'),
    demo: at('demo.json'),
    ports: at('ports.json'),
    tools: at('bin', 'tools.json'),
    logs: at('logs'),
    temporal: at('temporal'),
    mongo: at('mongo'),
    blob: at('blob'),
    sandbox: at('sandbox'),
    downloads: at('downloads'),
    restoring: at('restoring.json'),
  };
}

/** How to run one of the product's own processes: from `dist/` when this file is there, else from the sources. */
export function nodeEntry(entry: string): string[] {
  const fromSource = import.meta.filename.endsWith('.ts');
  if (!fromSource) return ['--enable-source-maps', join(projectRoot, 'dist', `${entry}.js`)];
  return ['--import', join(projectRoot, 'scripts', 'register-ts.mjs'), join(projectRoot, `${entry}.ts`)];
}
