import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ApiClient, createApiClient } from '../cli/api-client.ts';
import type { Stack } from '../embedded/start-stack.ts';
import { accountRoutes } from '../schemas/contracts/accounts.ts';
import { type Job, jobRoutes, openJobStates } from '../schemas/contracts/jobs.ts';
import { type BigArchive, bigArchive } from '../test/support/big-archive.ts';
import { describeWorkspace } from './harness/describe-workspace.ts';
import { plainEnv } from './harness/open-bench.ts';
import { sampleMemory } from './harness/sample-memory.ts';
import { startBuiltStack } from './harness/start-built-stack.ts';
import { measureParts, uploadArchive } from './harness/upload-archive.ts';

const megabyte = 1024 * 1024;
/** Of each process of ours, in MB; the servers are not ours. */
const limits: Record<string, number> = { 'worker-media': 500, 'worker-main': 500, api: 500 };
/** Where the second import is stopped. */
const stopAt = 0.4;

export interface LargeImportOptions {
  photos: number;
  /** Of the whole archive. */
  bytes: number;
  print: (line: string) => void;
  signal: AbortSignal;
}

interface Test extends LargeImportOptions {
  api: ApiClient;
  archive: BigArchive;
  partBytes: number[];
}

/**
 * Imports a large archive twice, made on the way and nowhere whole on disk: once undisturbed, once cancelled and tried
 * again. True when both end alike, with every photo that the archive has, and no process of ours took too much memory.
 */
export async function run(options: LargeImportOptions): Promise<boolean> {
  const { photos, bytes, print, signal } = options;
  const home = mkdtempSync(join(tmpdir(), 'perennial-large-'));
  let stack: Stack | undefined;
  try {
    const bytesPerPhoto = Math.round(bytes / photos);
    print(`an archive of ${photos} photos, ${Math.round(bytes / 1e6)} MB`);
    const archive = bigArchive({ photos, posts: Math.ceil(photos / 20), bytesPerPhoto });
    const partBytes = await measureParts(archive);
    stack = await startBuiltStack({
      home,
      port: 0,
      env: { ...plainEnv(), CAPTION_PROVIDERS: 'none' },
      // A process that had to be started again tells why a run took long.
      log: print,
      signal,
    });
    const { processes, env } = stack;
    const memory = sampleMemory(() => processes().map(({ name, pid }) => ({ name, pid: pid() ?? null })));
    const test: Test = { ...options, api: await openApi(env), archive, partBytes };
    const [undisturbed, resumed] = [await newWorkspace(test.api, 'One'), await newWorkspace(test.api, 'Two')];
    await importOnce(test, undisturbed, null);
    await importOnce(test, resumed, stopAt);
    memory.stop();

    const [one, two] = [await describeWorkspace(env, undisturbed), await describeWorkspace(env, resumed)];
    const { counts } = archive.expected;
    const whole =
      one.photos === counts.photos && one.files === counts.uniqueFiles && one.posts === counts.posts;
    print(
      `undisturbed: ${one.photos} photos, ${one.files} files, ${one.posts} posts, ${one.stray} stray files`,
    );
    print(`archive has: ${counts.photos} photos, ${counts.uniqueFiles} files, ${counts.posts} posts`);
    print(
      `resumed:     ${two.photos} photos, ${two.files} files, ${two.posts} posts, ${two.stray} stray files`,
    );
    const same = JSON.stringify(one) === JSON.stringify(two) && one.stray === 0;
    print(`both alike in every date, text, id and hash: ${same ? 'yes' : 'NO'}`);
    let kept = true;
    for (const [name, peak] of memory.peaks()) {
      const [mb, limit] = [Math.round(peak / megabyte), limits[name]];
      const isOver = limit !== undefined && mb > limit;
      if (isOver) kept = false;
      const beside = limit === undefined ? '' : `  (at most ${limit}${isOver ? ': missed' : ''})`;
      print(`${name.padEnd(14)}${String(mb).padStart(6)} MB${beside}`);
    }
    return whole && same && kept;
  } finally {
    await stack?.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function openApi(env: Record<string, string>): Promise<ApiClient> {
  const { PORT = '', PERENNIAL_LOCAL_KEY = '' } = env;
  // Not `localhost`: the local key counts for direct connections on this machine only.
  const api = createApiClient(`http://127.0.0.1:${PORT}`, PERENNIAL_LOCAL_KEY);
  const password = PERENNIAL_LOCAL_KEY.slice(0, 24);
  await api.call(accountRoutes.register, {
    body: { email: 'bench@example.org', password, name: 'Bench', consent: true, client: 'api' },
  });
  return api;
}

const newWorkspace = async (api: ApiClient, name: string) =>
  (await api.call(accountRoutes.createWorkspace, { body: { name, kind: 'personal' } })).id;

/** Uploads and imports; with `cancelAt` it is cancelled at that share of its photos, and tried again. */
async function importOnce(test: Test, workspaceId: string, cancelAt: number | null): Promise<void> {
  const { api, archive, partBytes, photos, print, signal } = test;
  const since = Date.now();
  const seconds = () => Math.round((Date.now() - since) / 1000);
  const jobId = await uploadArchive(api, { workspaceId, archive, partBytes, signal });
  print(`uploaded ${Math.round(partBytes.reduce((a, b) => a + b, 0) / 1e6)} MB after ${seconds()} s`);
  if (cancelAt !== null) {
    const reached = await follow(test, jobId, (job) => (job.counts.photos ?? 0) >= cancelAt * photos);
    await api.call(jobRoutes.cancel, { params: { jobId } });
    const cancelled = await follow(test, jobId);
    if (cancelled.state !== 'cancelled') throw new Error(`The cancelled import ended ${cancelled.state}.`);
    print(
      `cancelled at ${reached.counts.photos} photos, ${cancelled.counts.photos} kept, after ${seconds()} s`,
    );
    await api.call(jobRoutes.retry, { params: { jobId } });
  }
  const { state, error, counts } = await follow(test, jobId);
  if (state !== 'succeeded') throw new Error(`The import ended ${state}: ${error?.message ?? ''}`);
  print(`imported ${counts.photos} photos after ${seconds()} s`);
}

/** Asks until the job has ended, or until `when` holds. */
async function follow({ api, signal }: Test, jobId: string, when?: (job: Job) => boolean): Promise<Job> {
  for (;;) {
    const job = await api.call(jobRoutes.get, { params: { jobId } });
    if (!openJobStates.includes(job.state) || when?.(job)) return job;
    await delay(250, undefined, { signal });
  }
}
