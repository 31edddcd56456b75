import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { findRoot } from '../../runtime/find-root.ts';

interface LockEntry {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const { packages } = JSON.parse(
  readFileSync(join(findRoot(import.meta.dirname), 'package-lock.json'), 'utf8'),
) as { packages: Record<string, LockEntry> };

/** Where a package may find another: beside itself, or in any folder above. */
function places(from: string, name: string): string[] {
  const parents =
    from === '' ? [] : from.split('/node_modules/').map((_part, index, parts) => parts.slice(0, index + 1));
  return ['', ...parents.map((parts) => parts.join('/'))].map((parent) =>
    parent === '' ? `node_modules/${name}` : `${parent}/node_modules/${name}`,
  );
}

test('the lock file names the builds for every platform: without one of them `npm ci` refuses', () => {
  const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !places(from, name).some((place) => packages[place])),
  );
  expect(missing).toEqual([]);
});

test('it names no registry, so that everybody’s own is used', () => {
  const entries = Object.values(packages);
  expect(entries.length).toBeGreaterThan(500);
  expect(entries.filter(({ resolved }) => resolved)).toEqual([]);
});
