import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Set by `environment.mjs`. */
declare global {
  var foldersToRemove: string[];
}

/** A new folder, removed when the test file is done with all its hooks. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-folder-'));
  globalThis.foldersToRemove.push(folder);
  return folder;
}
