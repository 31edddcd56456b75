import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../embedded/paths.ts';
import type { Stack, StackOptions } from '../../embedded/start-stack.ts';

/** A stack of processes from `dist/`, as an installation runs them; what runs in this process comes from the sources. */
export async function startBuiltStack(options: StackOptions): Promise<Stack> {
  const built = pathToFileURL(join(projectRoot, 'dist', 'embedded', 'start-stack.js')).href;
  const { startStack } = (await import(built)) as typeof import('../../embedded/start-stack.ts');
  return startStack(options);
}
