import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ulid } from 'ulid';
import { walkDialog } from '../../cli/sandbox-dialog.ts';
import { beginFacebookLogin } from '../../domains/memories/begin-facebook-login.ts';
import { completeFacebookLogin } from '../../domains/memories/complete-facebook-login.ts';
import { createBackup } from '../../domains/memories/create-backup.ts';
import type { Stack } from '../../embedded/start-stack.ts';
import { createRuntime, type Runtime } from '../../runtime/create-runtime.ts';
import { parseEnv } from '../../runtime/env.ts';
import { migrate } from '../../runtime/migrate.ts';
import { openJobStates } from '../../schemas/contracts/jobs.ts';
import type { JobDoc } from '../../schemas/models/job.ts';
import { registerTemporal } from '../../temporal-config/register.ts';
import type { Bench } from './open-bench.ts';
import { startBuiltStack } from './start-built-stack.ts';

export interface BenchProduct {
  /** The product's parts in this process. */
  runtime: Runtime;
  /** The processes from `dist/`, where some were asked for. */
  stack: Stack | null;
  /** Settings that a further process of this product needs. */
  env: NodeJS.ProcessEnv;
  workspaceId: string;
  userId: string;
  /** The same product with a workspace in which nothing is yet. */
  another: () => Promise<BenchProduct>;
  /** POST of JSON to the sandbox's control. */
  control: (path: string, body: object) => Promise<void>;
  clearFaults: () => Promise<void>;
  /** Signs in at the network as one of the sandbox's people; gives the connection's id. */
  connect: (person: string) => Promise<string>;
  startBackup: (connectionId: string) => Promise<JobDoc>;
  /** Waits until a job has ended, or until `when` holds; of the product's own workspace unless told otherwise. */
  waitForJob: (jobId: string, when?: (job: JobDoc) => boolean, workspaceId?: string) => Promise<JobDoc>;
}

/**
 * The product on the run's servers with a database, containers and a namespace of its own. API and workers run as
 * processes of their own, as in an installation; what a row measures of a single stage it calls in this process.
 */
export async function startProduct(
  bench: Bench,
  options: { processes?: ('api' | 'workers')[]; settings?: Record<string, string> } = {},
): Promise<BenchProduct> {
  const id = randomBytes(4).toString('hex');
  const shared = await bench.servers();
  const processes = options.processes ?? [];
  const env: NodeJS.ProcessEnv = {
    ...shared,
    PORT: '0',
    MONGODB_URI: shared.MONGODB_URI?.replace('/perennial?', `/bench_${id}?`),
    BLOB_CONTAINER_PREFIX: `b${id}-`,
    TEMPORAL_NAMESPACE: `bench-${id}`,
    LOG_LEVEL: 'warn',
    ...options.settings,
  };
  delete env.PERENNIAL_HOME;
  await registerTemporal({
    address: shared.TEMPORAL_ADDRESS!,
    namespace: env.TEMPORAL_NAMESPACE!,
    retentionDays: 1,
  });
  const runtime = await createRuntime(parseEnv(env), { process: 'bench' });
  bench.onClose(() => runtime.close());
  await migrate(runtime.mongo);
  await runtime.blobs.prepare();
  let stack: Stack | null = null;
  if (processes.length > 0) {
    stack = await startBuiltStack({
      home: `${bench.folder}/product-${id}`,
      port: 0,
      only: processes,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      signal: bench.signal,
    });
    const { stop } = stack;
    bench.onClose(() => stop());
  }

  return openWorkspace({ bench, runtime, stack, env });
}

/** A new workspace with its owner, on a product that runs. */
async function openWorkspace(
  running: Pick<BenchProduct, 'runtime' | 'stack' | 'env'> & { bench: Bench },
): Promise<BenchProduct> {
  const { bench, runtime, stack, env } = running;
  const [workspaceId, userId, sessionId] = [ulid(), ulid(), ulid()];
  await runtime.mongo.models.members.create({ _id: ulid(), workspaceId, userId, role: 'owner' });
  const sandbox = async (path: string, init: RequestInit) => {
    const answer = await fetch(`${env.SANDBOX_URL}/_sandbox/${path}`, init);
    if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}: ${await answer.text()}`);
  };

  return {
    runtime,
    stack,
    env,
    workspaceId,
    userId,
    another: () => openWorkspace(running),
    control: (path, body) =>
      sandbox(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    clearFaults: () => sandbox('faults', { method: 'DELETE' }),
    async connect(person) {
      const user = { workspaceId, userId, sessionId, purpose: 'memories' as const };
      const { url } = await beginFacebookLogin(runtime, { ...user, scopes: ['user_photos', 'user_posts'] });
      const back = new URL(await walkDialog(url, person));
      const outcome = await completeFacebookLogin(runtime, Object.fromEntries(back.searchParams), {
        userId,
        sessionId,
      });
      if (!('connectionId' in outcome)) throw new Error(`The login ended with ${outcome.error}.`);
      return outcome.connectionId;
    },
    startBackup: (connectionId) =>
      createBackup(runtime, { backupId: ulid(), workspaceId, userId, connectionId, includePosts: true }),
    async waitForJob(jobId, when = (job) => !openJobStates.includes(job.state), workspace = workspaceId) {
      for (;;) {
        bench.signal.throwIfAborted();
        const job = await runtime.mongo.models.jobs.findOne({ _id: jobId, workspaceId: workspace }).lean();
        if (job && when(job)) return job;
        if (job && !openJobStates.includes(job.state)) {
          throw new Error(
            `The job ended early as ${job.state}: ${JSON.stringify(job.error ?? job.warnings)}`,
          );
        }
        await delay(20);
      }
    },
  };
}
