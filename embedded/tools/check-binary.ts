import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ToolSpec } from './tool-specs.ts';

const run = promisify(execFile);

/** Runs a binary for its version (empty when it can't tell); throws why it can't be used here. */
export async function checkBinary(spec: ToolSpec, path: string): Promise<string> {
  if (!spec.versionPattern) return '';
  const { stdout, stderr } = await run(path, ['--version'], { timeout: 20_000 });
  const version = spec.versionPattern.exec(`${stdout}${stderr}`)?.[1];
  if (!version) throw new Error(`it does not look like ${spec.name}`);
  if (version.localeCompare(spec.minVersion, 'en', { numeric: true }) < 0) {
    throw new Error(`version ${version} is older than ${spec.minVersion}`);
  }
  return version;
}
