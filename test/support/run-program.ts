import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dependencies } from '../../cli/dependencies.ts';
import { createProgram } from '../../cli/main.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { newFolder } from './folders.ts';

/** A data folder that says that the installation at this address runs. */
export function announce({ env }: Pick<Runtime, 'env'>, url: string): string {
  const home = newFolder();
  const localKeyFile = join(home, 'local.key');
  writeFileSync(localKeyFile, `${env.PERENNIAL_LOCAL_KEY}\n`);
  const startedAt = new Date().toISOString();
  const services = { api: { url, pid: null } };
  writeFileSync(
    join(home, 'run.json'),
    JSON.stringify({ version: 1, startedAt, home, pid: process.pid, localKeyFile, services }),
  );
  return home;
}

/** The `perennial` command in this process, on an installation that was announced; `said` gets what it prints. */
export async function runProgram(
  home: string,
  args: string[],
  said: string[],
  interrupted = new AbortController().signal,
): Promise<void> {
  const tell = (line: string) => void said.push(line);
  const deps: Dependencies = {
    home,
    port: 0,
    launch: () => Promise.reject(new Error('It runs already.')),
    owner: () => ({ pid: process.pid }),
    clearLeftovers: async () => 0,
    writePrivate: () => undefined,
    print: tell,
    log: tell,
    interrupted,
  };
  await createProgram(deps).parseAsync(['node', 'perennial', ...args]);
}
