import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, startMark } from '../../embedded/process-table.ts';
import { signal } from '../../embedded/signal.ts';
import type { ServiceName } from '../../embedded/stack-env.ts';
import { type Stack, startStack } from '../../embedded/start-stack.ts';
import { stopLeftovers } from '../../embedded/stop-leftovers.ts';
import type { Supervised } from '../../embedded/supervise.ts';

const prefix = 'perennial-test-';

/**
 * Starts servers for tests when the first test asks, over HTTP because test files run in other processes:
 * `GET /mongo` answers with the settings of that server as JSON.
 */
export async function offerServers(): Promise<{ url: string; close: () => Promise<void> }> {
  await clearAbandoned();
  const folder = mkdtempSync(join(tmpdir(), prefix));
  writeFileSync(join(folder, 'owner'), JSON.stringify([process.pid, startMark(process.pid)]));
  const stacks = new Map<string, Promise<Stack>>();
  const running: Supervised[] = [];
  // Ctrl-C ends Jest without its teardown.
  process.once('exit', () => {
    for (const { pid } of running) signal(pid(), 'SIGKILL');
    if (running.length > 0) rmSync(folder, { recursive: true, force: true });
  });

  const server = createServer(async (request, response) => {
    const name = request.url?.slice(1) as ServiceName;
    const lines: string[] = [];
    try {
      if (!stacks.has(name)) {
        stacks.set(
          name,
          startStack({
            home: join(folder, name),
            port: 0,
            only: [name],
            ephemeral: true,
            log: (line) => lines.push(line),
          }),
        );
      }
      const { env, processes } = await stacks.get(name)!;
      for (const one of processes()) if (!running.includes(one)) running.push(one);
      response.end(JSON.stringify(env));
    } catch (error) {
      response.writeHead(500).end(`${lines.join('\n')}\n${error}`);
    }
  });
  // A connection that is closed for its idleness in the moment of the next question would look like a failure.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();

  async function stop(): Promise<void> {
    const results = await Promise.allSettled([...stacks.values()].map(async (stack) => (await stack).stop()));
    rmSync(folder, { recursive: true, force: true });
    running.length = 0;
    for (const result of results)
      if (result.status === 'rejected') process.stderr.write(`${result.reason}\n`);
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await stop();
    },
  };
}

/** A run that was killed leaves servers and files behind; the next one clears them away. */
async function clearAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    const file = join(folder, 'owner');
    if (!existsSync(file)) continue;
    const [pid, mark] = JSON.parse(readFileSync(file, 'utf8')) as [number, string];
    if (isRunning(pid, mark)) continue;
    for (const home of readdirSync(folder)) await stopLeftovers(join(folder, home));
    rmSync(folder, { recursive: true, force: true });
  }
}
