import type { ProcessSpec } from './launch-process.ts';
import { chooseOther, isFree, type PortName } from './ports.ts';
import type { ServiceContext } from './services/context.ts';
import { signal } from './signal.ts';
import { type Supervised, type SuperviseOptions, supervise } from './supervise.ts';

/** Processes of a stack, in the order of their starting. */
export interface ProcessGroup {
  started: Supervised[];
  /** `ports` are those the process listens on: another is tried when somebody took one meanwhile. */
  start(ports: PortName[], spec: () => ProcessSpec): Promise<Supervised>;
  /** Stops groups of names one after another, the processes of a group side by side. */
  stop(groups: readonly (readonly string[])[]): Promise<void>;
}

const mostAttempts = 4;

export function createProcessGroup(context: ServiceContext, options: SuperviseOptions): ProcessGroup {
  const started: Supervised[] = [];
  // Whatever ends this process without an orderly stop: the servers must not outlive it.
  const endAll = () => {
    for (const { pid, state } of started)
      if (['starting', 'ready'].includes(state())) signal(pid(), 'SIGTERM');
  };
  process.once('exit', endAll);

  async function start(ports: PortName[], spec: () => ProcessSpec): Promise<Supervised> {
    for (let attempt = 1; ; attempt += 1) {
      const since = Date.now();
      const current = spec();
      try {
        const one = await supervise(current, options);
        started.push(one);
        options.log(`${current.name} is ready (${((Date.now() - since) / 1000).toFixed(1)} s)`);
        return one;
      } catch (error) {
        const taken = await firstTaken(ports);
        const clashed = /address already in use|EADDRINUSE/i.test((error as Error).message);
        if (!(taken || clashed) || attempt === mostAttempts || options.signal?.aborted) throw error;
        if (!taken) {
          // Somebody held it for a moment: an outgoing connection, or another start that was looking for a free one.
          options.log(`a port of ${current.name} was taken for a moment: it is started again`);
          continue;
        }
        options.log(`port ${context.ports[taken]} was taken meanwhile: ${current.name} gets another`);
        await chooseOther(context.paths.ports, context.ports, taken);
      }
    }
  }

  async function firstTaken(ports: PortName[]): Promise<PortName | undefined> {
    for (const name of ports) if (!(await isFree(context.ports[name]))) return name;
    return undefined;
  }

  async function stop(groups: readonly (readonly string[])[]): Promise<void> {
    for (const group of groups) {
      await Promise.all(started.filter(({ name }) => group.includes(name)).map((one) => one.stop()));
    }
    process.off('exit', endAll);
  }

  return { started, start, stop };
}
