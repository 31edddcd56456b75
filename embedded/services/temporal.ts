import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readDynamicConfig } from '../../temporal-config/read-dynamic-config.ts';
import type { ProcessSpec } from '../launch-process.ts';
import { answers } from '../ports.ts';
import { plainEnv, publicUrl, type ServiceContext } from './context.ts';

export const temporalNamespace = (env: NodeJS.ProcessEnv) => env.TEMPORAL_NAMESPACE || 'perennial';

/** Temporal's development server on a SQLite file, with its web UI. Reachable from this machine only. */
export function temporalSpec(context: ServiceContext, binary: string): ProcessSpec {
  const { temporal: port } = context.ports;
  mkdirSync(context.paths.temporal, { recursive: true, mode: 0o700 });
  const database = [
    ...['--db-filename', join(context.paths.temporal, 'temporal.db')],
    // Measured: 58 workflows a second with these, 26 without.
    ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
  ];
  return {
    name: 'temporal',
    command: binary,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port)],
      ...(context.ephemeral ? ['--headless'] : [...ui(context), ...database]),
      ...['--namespace', temporalNamespace(context.outer), '--log-level', 'warn'],
      ...readDynamicConfig().flatMap(([key, value]) => [
        '--dynamic-config-value',
        `${key}=${JSON.stringify(value)}`,
      ]),
    ],
    env: plainEnv(context),
    ready: async () => {
      // Loaded while the server starts.
      await client();
      return (await answers(port, '127.0.0.1')) ? checkTemporal(`127.0.0.1:${port}`) : null;
    },
    probe: async () => void (await checkTemporal(`127.0.0.1:${port}`)),
  };
}

/** The UI asks our API to decrypt; it does so for an operator who is signed in there. */
const ui = ({ ports, outer }: ServiceContext) => [
  ...['--ui-port', String(ports.temporalUi)],
  ...['--ui-codec-endpoint', `${publicUrl(outer, ports)}/api/v1/ops/codec`],
];

/** A large package: loaded only when there is a server to talk to. */
const client = () => import('@temporalio/client');

/** Throws until the server answers requests. */
export async function checkTemporal(address: string): Promise<true> {
  const { Connection } = await client();
  const connection = await Connection.connect({ address, connectTimeout: 5_000 });
  try {
    await connection.withDeadline(Date.now() + 5_000, () => connection.workflowService.getClusterInfo({}));
    return true;
  } finally {
    await connection.close();
  }
}
