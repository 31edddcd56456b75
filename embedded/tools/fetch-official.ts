import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Http } from './http.ts';
import type { Platform } from './official-downloads.ts';
import type { ToolSpec } from './tool-specs.ts';

const run = promisify(execFile);

export interface Fetched {
  /** The binary, inside the scratch folder. */
  path: string;
  version: string;
}

/** Downloads the vendor's own archive into `scratch` and takes the binary out. */
export async function fetchOfficial(
  spec: ToolSpec,
  context: { http: Http; platform: Platform; scratch: string; log: (line: string) => void },
): Promise<Fetched> {
  const { http, platform, scratch, log } = context;
  const download = await spec.official(http, platform);
  const archive = join(scratch, 'archive.tgz');
  const host = new URL(download.url).host;
  log(`fetching ${spec.name} ${download.version} from ${host}`);
  await http.save(download.url, archive, {
    sha256: download.sha256,
    progress: (text) => log(`${spec.name}: ${text}`),
  });
  const out = join(scratch, 'out');
  mkdirSync(out);
  // tar is part of every Linux and macOS; Node has no reader for it.
  await run('tar', ['-xzf', archive, '-C', out]);
  const wanted = download.member?.split('/').pop() ?? spec.name;
  const found = readdirSync(out, { recursive: true, withFileTypes: true }).find(
    (entry) => entry.isFile() && entry.name === wanted,
  );
  if (!found) throw new Error(`the archive of ${host} holds no ${wanted}`);
  return { path: join(found.parentPath, found.name), version: download.version };
}
