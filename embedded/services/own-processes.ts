import { mkdirSync } from 'node:fs';
import type { ProcessSpec } from '../launch-process.ts';
import { nodeEntry } from '../paths.ts';
import { stackMarker } from '../process-table.ts';
import type { ServiceContext } from './context.ts';
import { probeHttp } from './probe-http.ts';

/** Which queues share a process: pictures and models must not hold up workflow tasks. */
export const workerProcesses = [
  { name: 'worker-main', pools: ['workflow', 'network'] },
  { name: 'worker-media', pools: ['media'] },
] as const;

type StackEnv = Record<string, string>;

function ownProcess(
  { outer, paths }: ServiceContext,
  name: string,
  entry: string,
  env: StackEnv,
  args: string[] = [],
): ProcessSpec {
  return {
    name,
    command: process.execPath,
    args: [...nodeEntry(entry), ...args],
    // Vendors' settings pass through untouched: the providers' descriptors read them.
    env: { ...outer, ...env, [stackMarker]: paths.home },
    ipc: true,
  };
}

export function sandboxSpec(context: ServiceContext): ProcessSpec {
  const { paths, ports } = context;
  mkdirSync(paths.sandbox, { recursive: true, mode: 0o700 });
  return {
    ...ownProcess(context, 'sandbox', 'sandbox/main', {
      SANDBOX_HOST: '127.0.0.1',
      SANDBOX_PORT: String(ports.sandbox),
      SANDBOX_SMTP_PORT: String(ports.sandboxSmtp),
      SANDBOX_DATA: paths.sandbox,
    }),
    probe: () => probeHttp(`http://127.0.0.1:${ports.sandbox}/`),
  };
}

export function apiSpec(context: ServiceContext, env: StackEnv): ProcessSpec {
  return {
    ...ownProcess(context, 'api', 'api/main', env),
    probe: () => probeHttp(`http://127.0.0.1:${context.ports.api}/livez`),
    stopTimeoutMs: 15_000,
  };
}

/** glibc keeps freed memory of every thread's arena: pictures decoded on many threads would never be given back. */
export const fewArenas = { MALLOC_ARENA_MAX: '2' };

export function workerSpecs(context: ServiceContext, env: StackEnv): ProcessSpec[] {
  return workerProcesses.map(({ name, pools }, index) => ({
    ...ownProcess(
      context,
      name,
      'workers/main',
      { ...fewArenas, ...env, ...ownPorts(context.outer, index) },
      ['--pool', pools.join(',')],
    ),
    // Above the workers' own grace time for activities under way.
    stopTimeoutMs: 30_000,
  }));
}

/** Two processes can't serve on one port: the second takes the next. */
function ownPorts(outer: NodeJS.ProcessEnv, index: number): StackEnv {
  const names = ['METRICS_PORT', 'HEALTH_PORT'].filter((name) => Number(outer[name]) > 0);
  return Object.fromEntries(names.map((name) => [name, String(Number(outer[name]) + index)]));
}
