import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { readIfPresent, writePrivate } from './write-file.ts';

export type PortName = 'api' | 'sandbox' | 'sandboxSmtp' | 'temporal' | 'temporalUi' | 'mongo' | 'blob';
export type Ports = Record<PortName, number>;

/** Wished-for ports lie behind the API's: 8420, then 8421 for the sandbox, 8422 for Temporal, and so on. */
const order: PortName[] = ['api', 'sandbox', 'temporal', 'temporalUi', 'mongo', 'blob', 'sandboxSmtp'];

/**
 * Chooses a port for every server of a data folder. The API gets exactly `apiPort`, or a free one when that
 * is 0. The others get the one of last time, else one near the API's, else any free one; all are remembered.
 */
export async function choosePorts(file: string, apiPort: number): Promise<Ports> {
  const remembered = readPorts(file);
  const taken = new Set<number>();
  const ports = {} as Ports;
  for (const [offset, name] of order.entries()) {
    const near = apiPort === 0 || apiPort + offset > 65_535 ? [] : [apiPort + offset];
    const last = remembered[name];
    const wishes = name === 'api' && apiPort !== 0 ? [] : [...(last ? [last] : []), ...near];
    ports[name] =
      name === 'api' && apiPort !== 0
        ? apiPort
        : ((await firstFree(wishes, taken)) ?? (await anyFree(taken)));
    taken.add(ports[name]);
  }
  writePrivate(file, `${JSON.stringify(ports, null, 2)}\n`);
  return ports;
}

/** Another port for one server, when its first was taken between choosing and starting; `ports` is changed. */
export async function chooseOther(file: string, ports: Ports, name: PortName): Promise<void> {
  ports[name] = await anyFree(new Set(Object.values(ports)));
  writePrivate(file, `${JSON.stringify(ports, null, 2)}\n`);
}

function readPorts(file: string): Partial<Ports> {
  try {
    return JSON.parse(readIfPresent(file) ?? '{}') as Partial<Ports>;
  } catch {
    return {}; // only wishes: a damaged file is written anew
  }
}

async function firstFree(wishes: number[], taken: Set<number>): Promise<number | null> {
  for (const port of wishes) if (!taken.has(port) && (await isFree(port))) return port;
  return null;
}

/** Below the ports that systems give to outgoing connections (Linux from 32768, others from 49152): those come and go. */
const [lowest, highest] = [15_000, 32_000];

async function anyFree(taken: Set<number>): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest);
    if (!taken.has(port) && (await isFree(port))) return port;
  }
}

/** Whether nothing listens on a port, neither on loopback nor on all addresses. */
export async function isFree(port: number): Promise<boolean> {
  if ((await answers(port, '127.0.0.1')) || (await answers(port, '::1'))) return false;
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '0.0.0.0'));
}

/** Whether something accepts connections. */
export function answers(port: number, host: string, timeoutMs = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => end(false));
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
