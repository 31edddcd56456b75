import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunFile } from '../schemas/contracts/run-file.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import { CommandError, type Dependencies } from './dependencies.ts';

export interface Installation {
  run: RunFile;
  api: ApiClient;
  /** Stops it, when this command started it; otherwise it keeps running. */
  close: () => Promise<void>;
}

/** The installation that runs on the data folder, or else one started for this command. */
export async function openInstallation(deps: Dependencies): Promise<Installation> {
  const running = await findRunning(deps);
  if (running) return { run: running, api: await connect(running), close: async () => undefined };
  const launched = await deps.launch({ log: deps.log, signal: deps.interrupted });
  const run = launched.describe();
  return { run, api: await connect(run), close: launched.stop };
}

/** What `run.json` says, if the process that wrote it is alive and the API answers. */
export async function findRunning({ home, owner }: Dependencies): Promise<RunFile | null> {
  if (!owner()) return null;
  const text = await readFile(join(home, 'run.json'), 'utf8').catch(() => null);
  if (text === null) {
    throw new CommandError('Perennial is just starting or stopping here. Please try again in a moment.');
  }
  return RunFile.parse(JSON.parse(text));
}

export async function connect(run: RunFile): Promise<ApiClient> {
  if (!run.services.api) throw new CommandError('This installation runs without its API.');
  const key = await readFile(run.localKeyFile, 'utf8');
  // Not `localhost`: the local key counts for direct connections on this machine only.
  const { port } = new URL(run.services.api.url);
  return createApiClient(`http://127.0.0.1:${port}`, key.trim());
}
