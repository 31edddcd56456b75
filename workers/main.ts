import { parseArgs } from 'node:util';
import { NativeConnection, Runtime as TemporalRuntime, type Worker } from '@temporalio/worker';
import sharp from 'sharp';
import { startSweeper } from '../domains/jobs/sweep.ts';
import { collectEarly } from '../runtime/collect-early.ts';
import { createRuntime } from '../runtime/create-runtime.ts';
import { parseEnv, receiveEnv } from '../runtime/env.ts';
import { migrate } from '../runtime/migrate.ts';
import { type TaskQueue, taskQueues } from '../schemas/contracts/workflows.ts';
import { createWorker, findWorkflowBundle } from './create-worker.ts';
import { poolNames } from './pools.ts';
import { serveHealth } from './serve-health.ts';
import { createTemporalLogger } from './temporal-logger.ts';

collectEarly();
// Many different pictures, each once: a cache would only grow, and threads per picture would fight for the cores.
sharp.cache(false);
sharp.concurrency(1);

const pools = readPools();
const env = parseEnv(await receiveEnv());
const runtime = await createRuntime(env, { process: `workers:${pools.join('+')}` });
const { logger } = runtime;
TemporalRuntime.install({
  shutdownSignals: [],
  logger: createTemporalLogger(logger),
  ...(env.METRICS_PORT
    ? { telemetryOptions: { metrics: { prometheus: { bindAddress: `0.0.0.0:${env.METRICS_PORT}` } } } }
    : {}),
});
await migrate(runtime.mongo);
await runtime.blobs.prepare();
const connection = await NativeConnection.connect({ address: env.TEMPORAL_ADDRESS });
const bundle = findWorkflowBundle(runtime.root);
const workers: Worker[] = [];
for (const pool of pools) workers.push(await createWorker(runtime, pool, connection, bundle));
const stopSweeper = pools.includes('workflow') ? startSweeper(runtime) : async () => undefined;

const health = env.HEALTH_PORT ? await serveHealth(env.HEALTH_PORT, workers, runtime.mongo) : null;

const stop = () => {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// A parent that died leaves no orphan behind.
process.on('disconnect', stop);

logger.info({ pools }, 'workers poll');
process.send?.({ type: 'ready', pools });
try {
  await Promise.all(workers.map((worker) => worker.run().finally(stop)));
} finally {
  // Activities have ended: what they used can go, MongoDB last.
  health?.close();
  health?.closeAllConnections();
  await stopSweeper();
  await connection.close();
  await runtime.close();
  logger.info({ pools }, 'workers stopped');
}
process.exit(0);

function readPools(): TaskQueue[] {
  const { values } = parseArgs({
    options: { pool: { type: 'string', default: Object.keys(taskQueues).join(',') } },
  });
  const names = values.pool.split(',');
  const unknown = names.find((name) => !poolNames.includes(name as TaskQueue));
  if (unknown !== undefined) {
    process.stderr.write(`There is no pool "${unknown}"; there are ${poolNames.join(', ')}.\n`);
    process.exit(2);
  }
  return names as TaskQueue[];
}
