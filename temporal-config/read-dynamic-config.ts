import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { findRoot } from '../runtime/find-root.ts';

/** Key and value of each entry of `dynamic-config.yaml`; entries with constraints are for bigger installations. */
export function readDynamicConfig(): [key: string, value: unknown][] {
  const text = readFileSync(join(findRoot(), 'temporal-config', 'dynamic-config.yaml'), 'utf8');
  const entries = parse(text) as Record<string, { value: unknown; constraints?: object }[]>;
  return Object.entries(entries).flatMap(([key, values]) =>
    values.filter(({ constraints }) => !constraints).map(({ value }): [string, unknown] => [key, value]),
  );
}
