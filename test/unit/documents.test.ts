import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findRoot } from '../../runtime/find-root.ts';
import { listSources } from '../support/list-sources.ts';

const root = findRoot(import.meta.dirname);
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const documents = ['.', 'docs', 'docs/decisions']
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => normalize(join(folder, name))))
  .filter((path) => path.endsWith('.md'));

/** Everything that is code, in one text: names in documents must occur in it. */
const code = [
  ...listSources(root)
    .filter(({ path }) => !path.startsWith('test/'))
    .map(({ text }) => text),
  ...['scripts/make-env.mjs', 'docker-compose.yml', 'temporal-config/prometheus/alerts.yml'].map(read),
].join('\n');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** What stands between backticks on one line, without fenced blocks. */
const spans = (text: string) =>
  [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, span]) => span as string);

describe.each(documents)('%s', (path) => {
  const text = read(path);

  test('links to what exists', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link as string);
    const local = links.filter((link) => !/^https?:/.test(link));
    expect(local.filter((link) => !existsSync(join(root, dirname(path), link)))).toEqual([]);
  });

  test('names files that exist', () => {
    const files = spans(text).filter((span) =>
      /^[\w.-]+(\/[\w.-]+)+\.(ts|tsx|mjs|md|yml|yaml|json)$/.test(span),
    );
    /** Made by the build, or an example. */
    const made = (file: string) => /acme|^dist\/|^\.\//.test(file);
    expect(files.filter((file) => !made(file) && !existsSync(join(root, file)))).toEqual([]);
  });

  test('names settings that the code reads', () => {
    const names = [...text.matchAll(/\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b/g)].map(([, name]) => name as string);
    expect(names.filter((name) => !name.startsWith('ACME_') && !code.includes(name))).toEqual([]);
  });

  test('names commands that exist', () => {
    const runs = [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name as string);
    expect(runs.filter((name) => !(name in scripts))).toEqual([]);
    const commands = [...text.matchAll(/\bnpx perennial ([\w-]+)/g)].map(([, name]) => name as string);
    expect(commands.filter((name) => !code.includes(`.command('${name}')`))).toEqual([]);
  });

  test('holds nobody’s own paths', () => {
    expect(text).not.toMatch(/(^|[\s`"'(])\/(home|root|Users|work)\//m);
  });
});

test('every alert is explained', () => {
  const alerts = [...read('temporal-config/prometheus/alerts.yml').matchAll(/- alert: (\w+)/g)].map(
    ([, name]) => name,
  );
  expect(alerts.filter((name) => !read('docs/operate.md').includes(`\`${name}\``))).toEqual([]);
});

test('every decision is listed', () => {
  const records = documents
    .filter((path) => /decisions\/\d/.test(path))
    .map((path) => path.split('/').at(-1) as string);
  expect(records.length).toBeGreaterThan(0);
  expect(records.filter((name) => !read('docs/decisions/README.md').includes(`(${name})`))).toEqual([]);
});

test('CONTRIBUTING.md says what each folder of tests is for', () => {
  const kinds = readdirSync(join(root, 'test'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'support')
    .map(({ name }) => name);
  expect(kinds.filter((name) => !read('CONTRIBUTING.md').includes(`| \`${name}\` |`))).toEqual([]);
});

test('the import table of ARCHITECTURE.md has a row for every folder that ships', () => {
  const table = read('ARCHITECTURE.md').split('## What may import what')[1]?.split('\n## ')[0] ?? '';
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[a-z]/.test(entry.name))
    .map(({ name }) => name)
    .filter(
      (name) => !['node_modules', 'dist', 'docs', 'scripts', 'test', 'bench', 'coverage'].includes(name),
    );
  expect(folders.filter((name) => !table.includes(`\`${name}`))).toEqual([]);
});
