import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { findRoot } from '../../runtime/find-root.ts';
import { folderRules } from '../support/architecture-rules.ts';

const root = findRoot(import.meta.dirname);
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const plainLines = (path: string) =>
  read(path)
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

const compose = read('docker-compose.yml');
const lines = plainLines('Dockerfile');
const words = (instruction: string) =>
  lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.split(/\s+/).slice(1));
const manifest = JSON.parse(read('package.json')) as Record<
  'engines' | 'scripts' | 'dependencies' | 'devDependencies',
  Record<string, string>
>;

test('the image has the stages that it and compose name', () => {
  const stages = words('FROM').map((from) => from[2]);
  const copied = words('COPY').flatMap(([first = '']) => /^--from=(.+)$/.exec(first)?.[1] ?? []);
  const built = /target: (\w+)/.exec(compose)?.[1];
  expect([...copied, built].filter((stage) => !stages.includes(stage))).toEqual([]);
});

test('it is built on a Node that the product supports, with glibc', () => {
  const [base = ''] = words('FROM')[0] ?? [];
  const [, major = '', system = ''] = /^node:(\d+)-(.+)$/.exec(base) ?? [];
  expect(Number(major)).toBeGreaterThanOrEqual(Number(/\d+/.exec(manifest.engines.node ?? '')?.[0]));
  expect(system).toMatch(/^(bookworm|trixie)/);
  expect(compose).toContain(`${base} node /scripts/make-env.mjs`);
});

test('it copies what exists and what .dockerignore lets through', () => {
  const ignored = plainLines('.dockerignore');
  const sources = words('COPY')
    .filter(([first]) => !first?.startsWith('--'))
    .flatMap((copy) => copy.slice(0, -1));
  expect(sources.length).toBeGreaterThan(0);
  expect(sources.filter((path) => !existsSync(join(root, path)) || ignored.includes(path))).toEqual([]);
  const needed = 'web scripts package-lock.json tsconfig.json tsconfig.build.json'.split(' ');
  expect([...needed, ...shippedFolders()].filter((path) => ignored.includes(path))).toEqual([]);
  expect(['.env', '.git', '.perennial'].filter((path) => !ignored.includes(path))).toEqual([]);
});

test('it takes along the other files of every folder that runs in it', () => {
  const [, found = ''] = /find (.+?) -type f/.exec(lines.join('\n')) ?? [];
  // The command line is for people in front of an installation of their own.
  const expected = shippedFolders().filter((folder) => folder !== 'cli');
  expect(found.trim().split(/\s+/).sort()).toEqual(expected.sort());
});

test('it runs scripts and entries that exist, and not as root', () => {
  const scripts = words('RUN').filter(([first, second]) => first === 'npm' && second === 'run');
  expect(scripts.filter(([, , name = '']) => !(name in manifest.scripts))).toEqual([]);
  const entries = [...read('Dockerfile').matchAll(/dist\/([\w/-]+)\.js/g)].map(([, entry]) => `${entry}.ts`);
  expect(entries.length).toBeGreaterThan(4);
  expect(entries.filter((entry) => !existsSync(join(root, entry)))).toEqual([]);
  expect(words('USER')).toEqual([['node']]);
});

test('it holds the Temporal SDK in one exact version', () => {
  const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter(([name]) => name.startsWith('@temporalio/'))
    .map(([, version]) => version);
  expect(versions.length).toBeGreaterThan(4);
  expect(new Set(versions).size).toBe(1);
  expect(versions[0]).toMatch(/^\d+\.\d+\.\d+$/);
});

function shippedFolders(): string[] {
  const shipped = Object.entries(folderRules).filter(([, { shipped }]) => shipped);
  return [...new Set(shipped.map(([folder]) => folder.split('/')[0] as string))];
}
