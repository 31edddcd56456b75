import { findTools } from './find-tools.ts';
import type { PortName } from './ports.ts';
import type { ProcessGroup } from './process-group.ts';
import { blobSpec } from './services/blob.ts';
import type { ServiceContext } from './services/context.ts';
import { mongoSpec } from './services/mongo.ts';
import { apiSpec, sandboxSpec, workerProcesses, workerSpecs } from './services/own-processes.ts';
import { temporalNamespace, temporalSpec } from './services/temporal.ts';
import { SetupError } from './setup-error.ts';
import { type ServiceName, stackEnv } from './stack-env.ts';

interface Start {
  group: ProcessGroup;
  context: ServiceContext;
  wanted: ReadonlySet<ServiceName>;
  log: (line: string) => void;
}

/** Our own processes end first, then what they stand on. */
export const stopOrder = [
  ['api'],
  workerProcesses.map(({ name }) => name),
  ['sandbox'],
  ['temporal', 'mongo', 'blob'],
];

/** Everything at once: API and workers load their code while the servers come up, and go on when these are usable. */
export async function startAll(start: Start): Promise<void> {
  const servers = startServers(start);
  // A server whose port was taken meanwhile has another one by then.
  const settings = async () => {
    await servers.catch(() => {
      throw new Error('A server that it needs did not start.');
    });
    return stackEnv(start.context, start.wanted);
  };
  await allOrNothing([servers, startOwn(start, settings)]);
}

/** Temporal, MongoDB, blob storage and the sandbox, side by side: none needs another. */
async function startServers(start: Start): Promise<void> {
  const { group, context, wanted, log } = start;
  const tool = (service: ServiceName, name: 'temporal' | 'mongod') => (wanted.has(service) ? [name] : []);
  const tools = await findTools([...tool('temporal', 'temporal'), ...tool('mongo', 'mongod')], {
    paths: context.paths,
    env: context.outer,
    log,
  });
  const starts: Promise<unknown>[] = [];
  if (wanted.has('mongo')) starts.push(group.start(['mongo'], () => mongoSpec(context, tools.mongod)));
  if (wanted.has('temporal')) {
    const ports: PortName[] = ['temporal', 'temporalUi'];
    starts.push(group.start(ports, () => temporalSpec(context, tools.temporal)).then(() => register(start)));
  } else if (wanted.has('workers')) starts.push(register(start));
  if (wanted.has('blob')) starts.push(group.start(['blob'], () => blobSpec(context)));
  if (wanted.has('sandbox')) {
    starts.push(group.start(['sandbox', 'sandboxSmtp'], () => sandboxSpec(context)));
  }
  await allOrNothing(starts);
}

/** Namespace, search attributes and Schedules; also on a Temporal server of one's own. */
async function register({ context, wanted, log }: Start): Promise<void> {
  const address = stackEnv(context, wanted).TEMPORAL_ADDRESS;
  if (!address) return;
  try {
    const { registerTemporal } = await import('../temporal-config/register.ts');
    await registerTemporal({
      address,
      namespace: temporalNamespace(context.outer),
      retentionDays: Number(context.outer.TEMPORAL_RETENTION_DAYS || 7),
      log,
    });
  } catch (cause) {
    throw new SetupError(
      `Temporal at ${address} could not be prepared: ${(cause as Error).message}`,
      wanted.has('temporal')
        ? [`look into ${context.paths.logs}/temporal.log`]
        : ['check TEMPORAL_ADDRESS', 'or unset it to use the embedded server'],
      { cause },
    );
  }
}

async function startOwn(
  { group, context, wanted }: Start,
  settings: () => Promise<Record<string, string>>,
): Promise<void> {
  const env = stackEnv(context, wanted);
  const starts: Promise<unknown>[] = [];
  if (wanted.has('api')) starts.push(group.start(['api'], () => ({ ...apiSpec(context, env), settings })));
  if (wanted.has('workers')) {
    for (const spec of workerSpecs(context, env)) starts.push(group.start([], () => ({ ...spec, settings })));
  }
  await allOrNothing(starts);
}

/** Waits for all even when one fails: what is still starting could not be stopped otherwise. */
async function allOrNothing(starts: Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(starts)) {
    if (result.status === 'rejected') throw result.reason;
  }
}
