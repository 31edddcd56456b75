import { NativeConnection, type Worker } from '@temporalio/worker';
import { ulid } from 'ulid';
import { startSweeper } from '../../domains/jobs/sweep.ts';
import { beginFacebookLogin } from '../../domains/memories/begin-facebook-login.ts';
import { completeFacebookLogin } from '../../domains/memories/complete-facebook-login.ts';
import { createBackup } from '../../domains/memories/create-backup.ts';
import { startImportJob } from '../../domains/memories/imports/start-import-job.ts';
import { createImport } from '../../domains/memories/uploads/create-import.ts';
import { createRuntime, type Runtime } from '../../runtime/create-runtime.ts';
import { parseEnv } from '../../runtime/env.ts';
import { migrate } from '../../runtime/migrate.ts';
import { createDataConverter } from '../../runtime/temporal.ts';
import { type RunningSandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { openJobStates } from '../../schemas/contracts/jobs.ts';
import type { FacebookScope } from '../../schemas/contracts/memories.ts';
import type { JobDoc } from '../../schemas/models/job.ts';
import { createWorker } from '../../workers/create-worker.ts';
import { poolNames } from '../../workers/pools.ts';
import { testEnv } from './servers.ts';
import { bundleWorkflows } from './workflow-bundle.ts';

export interface Product {
  runtime: Runtime;
  sandbox: RunningSandbox;
  workspaceId: string;
  userId: string;
  /** Goes through the login dialog as one of the demo people and answers with the connection's id. */
  connect(person: string, scopes?: FacebookScope[], granted?: FacebookScope[]): Promise<string>;
  /** Starts a backup and answers at once. */
  startBackup(connectionId: string): Promise<JobDoc>;
  /** Uploads the parts of an archive and starts its import; answers at once. */
  importArchive(
    parts: readonly { name: string; bytes: Buffer }[],
    options?: { connectionId?: string; includeMessages?: boolean },
  ): Promise<JobDoc>;
  /** Waits until a job has ended, or until `when` holds. */
  waitForJob(jobId: string, when?: (job: JobDoc) => boolean): Promise<JobDoc>;
  /** Pictures that Facebook's CDN has been asked for so far. */
  downloads(): Promise<number>;
  /** POST of JSON to the sandbox's control. */
  post(path: string, body: unknown): Promise<void>;
  clearFaults(): Promise<void>;
  close(): Promise<void>;
}

/** The product on real servers, with its workers in this process and a sandbox of its own. */
export async function startProduct(settings: Record<string, string> = {}): Promise<Product> {
  const [env, sandbox] = await Promise.all([
    testEnv('mongo', 'blob', ...(settings.TEMPORAL_ADDRESS ? [] : (['temporal'] as const))),
    startSandbox(),
  ]);
  const runtime = await createRuntime(
    parseEnv({ ...env, SANDBOX_URL: sandbox.url, SANDBOX_SMTP_URL: sandbox.smtpUrl, ...settings }),
    { process: 'test' },
  );
  await migrate(runtime.mongo);
  await runtime.blobs.prepare();
  const { failureConverterPath } = createDataConverter(runtime.env);
  const bundle = await bundleWorkflows(failureConverterPath ? { failureConverterPath } : {});
  const connection = await NativeConnection.connect({ address: runtime.env.TEMPORAL_ADDRESS });
  const workers: Worker[] = [];
  for (const pool of poolNames) workers.push(await createWorker(runtime, pool, connection, bundle));
  const running = workers.map((worker) => worker.run());
  const stopSweeper = startSweeper(runtime, 500);

  const workspaceId = ulid();
  const userId = ulid();
  const sessionId = ulid();
  await runtime.mongo.models.members.create({ _id: ulid(), workspaceId, userId, role: 'owner' });
  const json = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`${sandbox.url}${path}`, init);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return (await answer.json()) as Record<string, unknown>;
  };

  return {
    runtime,
    sandbox,
    workspaceId,
    userId,
    async connect(person, scopes = ['user_photos', 'user_posts'], granted = scopes) {
      const { url } = await beginFacebookLogin(runtime, {
        workspaceId,
        userId,
        sessionId,
        purpose: 'memories',
        scopes,
      });
      const dialog = new URL(url);
      const form = new URLSearchParams(dialog.search);
      form.set('person', person);
      form.set('action', 'continue');
      for (const scope of ['public_profile', ...granted]) form.append('permission', scope);
      const answer = await fetch(dialog.origin + dialog.pathname, {
        method: 'POST',
        body: form,
        redirect: 'manual',
      });
      const back = new URL(answer.headers.get('location') ?? '');
      const outcome = await completeFacebookLogin(runtime, Object.fromEntries(back.searchParams), {
        userId,
        sessionId,
      });
      if (!('connectionId' in outcome)) throw new Error(`The login ended with ${outcome.error}.`);
      return outcome.connectionId;
    },
    startBackup: (connectionId) =>
      createBackup(runtime, { backupId: ulid(), workspaceId, userId, connectionId, includePosts: true }),
    async importArchive(parts, { connectionId = null, includeMessages = false } = {}) {
      const importId = ulid();
      const files = parts.map(({ name, bytes }) => ({ name, bytes: bytes.length, fingerprint: null }));
      const owner = { workspaceId, userId };
      const upload = await createImport(runtime, {
        importId,
        ...owner,
        connectionId,
        includeMessages,
        files,
      });
      for (const [index, { blobName }] of upload.files.entries()) {
        await runtime.blobs.put(
          'uploads',
          blobName,
          parts[index]?.bytes ?? Buffer.alloc(0),
          'application/zip',
        );
      }
      return startImportJob(runtime, upload);
    },
    async waitForJob(jobId, when = (job) => !openJobStates.includes(job.state)) {
      const deadline = Date.now() + 240_000;
      for (;;) {
        const job = await runtime.mongo.models.jobs.findOne({ _id: jobId, workspaceId }).lean();
        if (job && when(job)) return job;
        if (Date.now() > deadline) throw new Error(`The job is still ${JSON.stringify(job, null, 1)}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async downloads() {
      const { routes } = (await json('/_sandbox/ledger?vendor=scontent.fbcdn.net')) as {
        routes: { requests: number }[];
      };
      return routes.reduce((sum, { requests }) => sum + requests, 0);
    },
    async post(path, body) {
      const headers = { 'content-type': 'application/json' };
      await json(path, { method: 'POST', headers, body: JSON.stringify(body) });
    },
    async clearFaults() {
      await json('/_sandbox/faults', { method: 'DELETE' });
    },
    async close() {
      await stopSweeper();
      for (const worker of workers) worker.shutdown();
      await Promise.all(running);
      await connection.close();
      await runtime.close();
      await sandbox.close();
    },
  };
}
