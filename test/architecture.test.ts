import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { findRoot } from '../runtime/find-root.ts';
import { checkFile, folderRules, measureSizes } from './support/architecture-rules.ts';
import { listSources } from './support/list-sources.ts';
import { readSource, type SourceFacts } from './support/read-source.ts';

const root = findRoot(import.meta.dirname);
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};
const dependencies = new Set(Object.keys(manifest.dependencies));

/** Mostly lists and tables: their length says nothing about how hard they are to read. */
const dataTables = ['schemas/contracts/', 'sandbox/people/', 'test/support/architecture-rules.ts'];

describe('the sources', () => {
  let files: { path: string; facts: SourceFacts }[];
  beforeAll(() => {
    files = listSources(root).map(({ path, text }) => ({ path, facts: readSource(text, path) }));
  });

  test('keep to the import table', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap(({ path, facts }) => checkFile(path, facts, dependencies))).toEqual([]);
  });

  test('are small: median 60 lines, nine of ten 180, none above 300', () => {
    const counted = files
      .filter(({ path }) => !dataTables.some((table) => path.startsWith(table)))
      .map(({ path, facts }) => ({ path, lines: facts.lines }));
    const { median, ninth, long } = measureSizes(counted);
    expect(long).toEqual([]);
    expect(median).toBeLessThanOrEqual(60);
    expect(ninth).toBeLessThanOrEqual(180);
  });

  test('have the folders that the table names', () => {
    const empty = Object.keys(folderRules).filter(
      (folder) => folder !== 'bench' && !files.some(({ path }) => path.startsWith(`${folder}/`)),
    );
    expect(empty).toEqual([]);
  });
});

/** What the checker says about a made-up file; everything is installed but yaml. */
const installed = ['zod', 'mongoose', 'express', 'sharp', 'ulid', '@temporalio/client'];
const verdict = (path: string, text: string) => checkFile(path, readSource(text, path), new Set(installed));

describe('the checker refuses', () => {
  test.each([
    ['a contract that needs more than zod', 'schemas/contracts/a.ts', "import { ulid } from 'ulid';"],
    ['a contract that reads files', 'schemas/contracts/a.ts', "import { readFile } from 'node:fs';"],
    ['a contract that knows a model', 'schemas/contracts/a.ts', "import '../models/index.ts';"],
    ['a model that knows a domain', 'schemas/models/a.ts', "import { x } from '../../domains/jobs/x.ts';"],
    ['a domain that answers HTTP', 'domains/jobs/a.ts', "import { Router } from 'express';"],
    ['a domain that starts workflows', 'domains/jobs/a.ts', "import { Client } from '@temporalio/client';"],
    ['a domain that builds the runtime', 'domains/jobs/a.ts', "import { x } from '../../runtime/x.ts';"],
    [
      'inline types, which still load the file',
      'domains/jobs/a.ts',
      "import { type X } from '../../runtime/x.ts';",
    ],
    ['a domain that calls a vendor', 'domains/jobs/a.ts', "export * from '../../providers/http.ts';"],
    ['a workflow that loads a domain', 'workflows/a.ts', "import { x } from '../domains/jobs/x.ts';"],
    ['a command that starts servers', 'cli/a.ts', "import { x } from '../embedded/start-stack.ts';"],
    [
      'a provider that knows the database',
      'providers/mail/a.ts',
      "import { x } from '../../schemas/models/x.ts';",
    ],
    ['a provider that knows mongoose', 'providers/mail/a.ts', "import type { Model } from 'mongoose';"],
    ['an activity that knows a route', 'activities/a.ts', "import type { A } from '../api/app.ts';"],
    ['an activity that builds the runtime', 'activities/a.ts', "import { x } from '../runtime/x.ts';"],
    ['a workflow that loads activities', 'workflows/a.ts', "import { x } from '../activities/x.ts';"],
    ['a workflow with a package', 'workflows/a.ts', "import { z } from 'zod';"],
    ['a workflow with a clock of its own', 'workflows/a.ts', "import timers from 'node:timers/promises';"],
    ['a route that knows activities', 'api/a.ts', "import type { A } from '../activities/x.ts';"],
    ['a route that runs workflow code', 'api/a.ts', "const x = await import('../workflows/index.ts');"],
    ['a worker that knows a route', 'workers/a.ts', "import { x } from '../api/app.ts';"],
    ['a page that knows a model', 'web/src/a.tsx', "import type { U } from '../../schemas/models/user.ts';"],
    ['a page that needs Node', 'web/src/a.tsx', "import { join } from 'node:path'; export const A = <p />;"],
    ['a command that knows the database', 'cli/a.ts', "import { x } from '../schemas/models/x.ts';"],
    ['a runtime that knows the API', 'runtime/a.ts', "import { x } from '../api/app.ts';"],
    ['a runtime that knows domains', 'runtime/a.ts', "type X = import('../domains/jobs/x.ts').X;"],
    [
      'an embedded stack that knows workflows',
      'embedded/a.ts',
      "export type { X } from '../workflows/x.ts';",
    ],
    [
      'a sandbox that knows the product',
      'sandbox/a.ts',
      "import type { X } from '../schemas/contracts/x.ts';",
    ],
    ['a script that borrows from tests', 'scripts/a.ts', "import { x } from '../test/support/x.ts';"],
    ['an import without its ending', 'api/a.ts', "import { x } from './x';"],
    ['an import of compiled code', 'api/a.ts', "import { x } from './x.js';"],
    ['a computed import', 'api/a.ts', 'const x = await import(name);'],
    ['a development dependency in production', 'api/a.ts', "import { parse } from 'yaml';"],
    ['a part for developers loaded in production', 'embedded/main.ts', "import { develop } from './dev.ts';"],
    ['a folder without a rule', 'helpers/a.ts', 'export {};'],
    ['process.env in a route', 'api/a.ts', 'export const port = process.env.PORT;'],
    [
      'process.env by another way',
      'domains/a.ts',
      "const { env } = globalThis.process; const x = process['env'];",
    ],
    ['the environment from node:process', 'activities/a.ts', "import { env } from 'node:process';"],
  ])('%s', (_name, path, text) => {
    expect(verdict(path, text)).not.toEqual([]);
  });

  test('files that are too long', () => {
    const lines = [10, 20, 70, 80, 90, 100, 110, 120, 130, 301];
    const sizes = measureSizes(lines.map((count, index) => ({ path: `f${index}`, lines: count })));
    expect(sizes).toEqual({ median: 100, ninth: 301, long: ['f9'] });
  });
});

describe('the checker allows', () => {
  test.each([
    [
      'the error of providers in a domain',
      'domains/jobs/a.ts',
      "import { E } from '../../providers/errors.ts';",
    ],
    [
      'types of the runtime in a domain',
      'domains/jobs/a.ts',
      "import type { Mongo } from '../../runtime/mongo.ts';",
    ],
    [
      'types of activities in a workflow',
      'workflows/a.ts',
      "import type { A } from '../activities/memories.ts';",
    ],
    ['contracts in a page', 'web/src/a.tsx', "import { Job } from '../../schemas/contracts/jobs.ts';"],
    ['a dependency in a domain', 'domains/assets/a.ts', "import sharp from 'sharp';"],
    ['a style sheet in a page', 'web/src/main.tsx', "import './styles.css';"],
    ['the one reader of the environment', 'runtime/env.ts', 'export const env = process.env;'],
    [
      'a text that only looks like an import',
      'workflows/a.ts',
      "export const x = `import y from 'express'`;",
    ],
  ])('%s', (_name, path, text) => {
    expect(verdict(path, text)).toEqual([]);
  });
});
