import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRuntime } from '../runtime/create-runtime.ts';
import { parseEnv, receiveEnv } from '../runtime/env.ts';
import { migrate } from '../runtime/migrate.ts';
import { createApp } from './app.ts';

/** Requests that are still at work when the process is told to stop get this long. */
const drainMs = 10_000;
/** Some chunks of 8 MiB at once need this long on a line of 500 kbit/s; one that stalls is ended much earlier. */
const requestMs = 15 * 60_000;

const env = parseEnv(await receiveEnv());
const runtime = await createRuntime(env, { process: 'api' });
const { logger } = runtime;
const migrations = await migrate(runtime.mongo);
if (migrations.length > 0) logger.info({ migrations }, 'database migrated');
await runtime.blobs.prepare();

const api = createApp(runtime);
const server = createServer({ requestTimeout: requestMs }, api.app);
server.listen(env.PORT, env.HOST);
await once(server, 'listening');
await api.start();
const { port } = server.address() as AddressInfo;
logger.info({ port }, 'api listens');
process.send?.({ type: 'ready', port });

let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  shutDown().then(
    () => process.exit(0),
    (error: unknown) => {
      logger.error({ err: error }, 'api did not stop cleanly');
      process.exit(1);
    },
  );
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// A parent that died leaves no orphan behind.
process.on('disconnect', stop);

/** Not ready → drain → close, MongoDB last. */
async function shutDown(): Promise<void> {
  logger.info('api stops');
  await api.stop();
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearTimeout(timer);
  await runtime.close();
}
