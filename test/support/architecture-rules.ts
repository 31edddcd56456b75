import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import type { ImportUse, SourceFacts } from './read-source.ts';

interface FolderRule {
  /** Folders or files of the product whose values and types may be imported; the folder itself always may. */
  uses: readonly string[];
  /** Folders of which only types may be imported. */
  types?: readonly string[];
  /** The only packages allowed, … */
  packages?: readonly string[];
  /** … or those that are not; a trailing `*` stands for anything. */
  notPackages?: readonly string[];
  /** May it use what Node brings along (files, sockets, processes)? */
  node: boolean;
  /** Runs in production, so a package it needs must not be a development dependency. */
  shipped: boolean;
}

const everything = [
  ...['activities', 'api', 'bench', 'cli', 'domains', 'embedded', 'providers', 'runtime', 'sandbox'],
  ...['schemas', 'scripts', 'temporal-config', 'test', 'web', 'workers', 'workflows'],
];
const screen = ['react*', 'vite', '@tanstack/*', '@radix-ui/*', 'radix-ui'];
/** `@temporalio/common` is left out: it holds names and values, and talks to nobody. */
const allOfTemporal = ['activity', 'client', 'testing', 'worker', 'workflow'].map(
  (name) => `@temporalio/${name}`,
);
const server = ['express', 'mongoose', '@temporalio/*', '@azure/*'];

/** The import table of ARCHITECTURE.md; the longest folder that fits a path is its rule. */
export const folderRules: Readonly<Record<string, FolderRule>> = {
  'schemas/contracts': { uses: [], packages: ['zod'], node: false, shipped: true },
  'schemas/models': { uses: ['schemas/contracts'], packages: ['mongoose'], node: false, shipped: true },
  domains: {
    uses: ['schemas', 'providers/errors.ts'],
    types: ['providers', 'runtime'],
    notPackages: ['express', ...allOfTemporal, '@azure/*', ...screen],
    node: true,
    shipped: true,
  },
  providers: {
    uses: ['schemas/contracts'],
    notPackages: ['express', 'mongoose', '@temporalio/*', ...screen],
    node: true,
    shipped: true,
  },
  activities: {
    uses: ['domains', 'providers', 'schemas'],
    types: ['runtime'],
    notPackages: ['express', '@temporalio/worker', '@temporalio/client', '@temporalio/workflow', ...screen],
    node: true,
    shipped: true,
  },
  workflows: {
    uses: ['schemas/contracts'],
    types: ['activities', 'domains'],
    packages: ['@temporalio/workflow', '@temporalio/common'],
    node: false,
    shipped: true,
  },
  api: {
    uses: ['schemas', 'domains', 'runtime'],
    types: ['workflows', 'providers'],
    notPackages: ['@temporalio/worker', '@temporalio/activity', '@temporalio/workflow', ...screen],
    node: true,
    shipped: true,
  },
  workers: {
    uses: ['activities', 'domains', 'runtime', 'schemas/contracts'],
    types: ['workflows'],
    notPackages: screen,
    node: true,
    shipped: true,
  },
  web: {
    uses: ['schemas/contracts'],
    notPackages: [...server, 'pino', 'undici'],
    node: false,
    shipped: false,
  },
  cli: {
    uses: ['schemas/contracts'],
    notPackages: [...server, ...screen],
    node: true,
    shipped: true,
  },
  runtime: { uses: ['providers', 'schemas'], notPackages: ['express', ...screen], node: true, shipped: true },
  embedded: {
    uses: ['schemas/contracts', 'runtime', 'temporal-config', 'cli'],
    notPackages: ['express', ...screen],
    node: true,
    shipped: true,
  },
  sandbox: {
    uses: [],
    notPackages: ['mongoose', '@temporalio/*', '@azure/*', ...screen],
    node: true,
    shipped: true,
  },
  'temporal-config': {
    uses: ['schemas/contracts', 'runtime'],
    notPackages: ['express', 'mongoose', ...screen],
    node: true,
    shipped: true,
  },
  scripts: { uses: everything.filter((folder) => folder !== 'test'), node: true, shipped: false },
  bench: { uses: everything, node: true, shipped: false },
  test: { uses: everything, node: true, shipped: false },
};

/** For people who work on the code: may need development dependencies, and must be loaded only when asked for. */
const developerFiles = ['embedded/dev.ts'];

/** Everywhere else a setting comes as an argument. */
const environmentReaders = ['runtime/env.ts', 'sandbox/main.ts', 'embedded/', 'scripts/', 'test/', 'bench/'];

/**
 * What is wrong with one file's imports, one sentence each; an empty list when nothing is.
 * `path` is relative to the project's root, with slashes; `dependencies` are those installed in production.
 */
export function checkFile(path: string, facts: SourceFacts, dependencies: ReadonlySet<string>): string[] {
  const folder = folderOf(path);
  const rule = ruleOf(path, folder);
  if (folder === null || !rule) return [`${path} is in a folder that the import table does not know`];
  const wrong: string[] = [];
  if (facts.readsEnvironment && !environmentReaders.some((reader) => path.startsWith(reader))) {
    wrong.push(`${path} reads the process environment; only runtime/env.ts does`);
  }
  for (const { specifier, typeOnly, lazy } of facts.imports) {
    if (specifier === null) {
      if (rule.shipped) wrong.push(`${path} imports a computed path, which no rule can follow`);
    } else if (specifier.startsWith('.')) {
      wrong.push(...checkRelative(path, folder, rule, { specifier, typeOnly, lazy }));
    } else {
      wrong.push(...checkPackage(path, rule, specifier, typeOnly, dependencies));
    }
  }
  return wrong;
}

function checkRelative(
  path: string,
  folder: string,
  rule: FolderRule,
  { specifier, typeOnly, lazy }: ImportUse & { specifier: string },
): string[] {
  const target = posix.join(posix.dirname(path), specifier);
  if (!/\.(tsx?|json|css|svg|woff2)$/.test(target))
    return [`${path} imports ${specifier} without its .ts ending`];
  const owner = folderOf(target);
  const within = (folders: readonly string[]) =>
    folders.some((name) => target === name || target.startsWith(`${name}/`));
  if (developerFiles.includes(target) && !lazy)
    return [`${path} must load ${target} only when it is asked for`];
  if (owner === folder || within(rule.uses)) return [];
  if (within(rule.types ?? [])) return typeOnly ? [] : [`${path} may import only types of ${target}`];
  return [`${path} may not import ${target}`];
}

function checkPackage(
  path: string,
  rule: FolderRule,
  specifier: string,
  typeOnly: boolean,
  dependencies: ReadonlySet<string>,
): string[] {
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
    return rule.node || typeOnly ? [] : [`${path} may not import ${specifier}: it must run outside Node too`];
  }
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const listed = (patterns: readonly string[]) =>
    patterns.some((pattern) =>
      pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
    );
  if (rule.packages ? !listed(rule.packages) : listed(rule.notPackages ?? [])) {
    return [`${path} may not import the package ${name}`];
  }
  if (rule.shipped && !typeOnly && !dependencies.has(name)) {
    return [`${path} needs ${name} in production, but it is no dependency`];
  }
  return [];
}

function ruleOf(path: string, folder: string | null): FolderRule | undefined {
  const rule = folder === null ? undefined : folderRules[folder];
  return rule && developerFiles.includes(path) ? { ...rule, notPackages: [], shipped: false } : rule;
}

function folderOf(path: string): string | null {
  const fits = Object.keys(folderRules).filter((folder) => path.startsWith(`${folder}/`));
  return fits.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** Lines of the middle file, of the file at nine tenths, and the files above `look` lines. */
export function measureSizes(files: readonly { path: string; lines: number }[], look = 300) {
  const sorted = files.map(({ lines }) => lines).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const long = files.filter(({ lines }) => lines > look).map(({ path }) => path);
  return { median: at(0.5), ninth: at(0.9), long };
}
