import type { RunFile } from '../schemas/contracts/run-file.ts';
import { takeHome } from './lock-home.ts';
import { dataPaths } from './paths.ts';
import { choosePorts } from './ports.ts';
import { checkHome, checkStart } from './preflight.ts';
import { createProcessGroup, type ProcessGroup } from './process-group.ts';
import { describeRun, removeRunFile, writeRunFile } from './run-file.ts';
import { loadSecrets } from './secrets.ts';
import type { ServiceContext } from './services/context.ts';
import { allServices, replacedServices, type ServiceName, stackEnv } from './stack-env.ts';
import { startAll, stopOrder } from './start-services.ts';
import { stopLeftovers } from './stop-leftovers.ts';
import type { Supervised, SuperviseOptions } from './supervise.ts';

export interface StackOptions {
  /** Data folder. */
  home: string;
  /** Port of the API, default 8420; 0 takes free ports for everything. */
  port?: number;
  /** Default: all, less those that a setting replaces. */
  only?: ServiceName[];
  /** For tests: servers keep their data in memory where they can, and Temporal comes without its UI. */
  ephemeral?: boolean;
  /** The folder is being filled from a copy: any other start is refused then. */
  restoring?: boolean;
  /** Default: the environment of this process. */
  env?: NodeJS.ProcessEnv;
  log?: (line: string) => void;
  /** Gives up a start under way; what runs already is stopped. */
  signal?: AbortSignal;
  supervision?: Pick<SuperviseOptions, 'backoff' | 'probeEveryMs' | 'probeFailures'>;
}

export interface Stack {
  home: string;
  /** What our own processes get on top of the outer environment. */
  env: Record<string, string>;
  /** The content of run.json: addresses and process ids as they are now. */
  describe: () => RunFile;
  processes: () => Supervised[];
  stop: () => Promise<void>;
}

/**
 * Brings up the servers and our own processes on one data folder and keeps them running. Throws a SetupError
 * when something in the surroundings must be mended first, or when the folder is in use.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { log = () => undefined, env: outer = process.env, signal, port = 8420 } = options;
  const paths = dataPaths(options.home);
  const wanted = new Set(options.only ?? allServices);
  if (!options.only) for (const name of replacedServices(outer)) wanted.delete(name);

  checkHome(paths, { restoring: options.restoring === true });
  const release = takeHome(paths);
  const startedAt = new Date().toISOString();
  let group: ProcessGroup | undefined;
  let complete = false;

  async function stop(): Promise<void> {
    complete = false;
    await group?.stop(stopOrder);
    await stopLeftovers(paths.home);
    removeRunFile(paths);
    release();
  }

  try {
    await stopLeftovers(paths.home, (what) => log(`stopping what an earlier start left behind: ${what}`));
    removeRunFile(paths);
    await checkStart(paths, { env: outer, apiPort: wanted.has('api') ? port : undefined });
    const context: ServiceContext = {
      paths,
      secrets: loadSecrets(paths),
      ports: await choosePorts(paths.ports, port),
      outer,
      ephemeral: options.ephemeral ?? false,
    };
    const processes = () => group?.started ?? [];
    const running = () => ({ context, started: wanted, processes: processes(), startedAt });
    group = createProcessGroup(context, {
      ...options.supervision,
      logDir: paths.logs,
      log,
      signal,
      onChange: () => complete && writeRunFile(running()),
    });
    await startAll({ group, context, wanted, log });
    signal?.throwIfAborted();
    complete = true;
    writeRunFile(running());
    return {
      home: paths.home,
      env: stackEnv(context, wanted),
      describe: () => describeRun(running()),
      processes,
      stop,
    };
  } catch (error) {
    await stop();
    // What was given up fails in many ways.
    signal?.throwIfAborted();
    throw error;
  }
}
