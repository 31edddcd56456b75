import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ApiClient, createApiClient } from '../cli/api-client.ts';
import { walkDialog } from '../cli/sandbox-dialog.ts';
import type { Stack } from '../embedded/start-stack.ts';
import { createRuntime } from '../runtime/create-runtime.ts';
import { parseEnv } from '../runtime/env.ts';
import { accountRoutes } from '../schemas/contracts/accounts.ts';
import { type Job, jobRoutes, openJobStates } from '../schemas/contracts/jobs.ts';
import { memoriesRoutes } from '../schemas/contracts/memories.ts';
import { plainEnv } from './harness/open-bench.ts';
import { sampleMemory } from './harness/sample-memory.ts';
import { startBuiltStack } from './harness/start-built-stack.ts';

const megabyte = 1024 * 1024;
/** Of each process of ours, in MB; the servers are not ours. */
const limits: Record<string, number> = { 'worker-media': 800, 'worker-main': 400, api: 400 };
const longestHistory = 10_000;

export interface MemoryOptions {
  photos: number;
  bytesPerPhoto: number;
  print: (line: string) => void;
  signal: AbortSignal;
}

/**
 * Backs up one account of so many photos by API with the processes of an installation, and holds their peak memory and
 * the longest workflow history against the limits. True when all are kept.
 */
export async function run({ photos, bytesPerPhoto, print, signal }: MemoryOptions): Promise<boolean> {
  const home = mkdtempSync(join(tmpdir(), 'perennial-memory-'));
  let stack: Stack | undefined;
  try {
    stack = await startBuiltStack({
      home,
      port: 0,
      env: { ...plainEnv(), CAPTION_PROVIDERS: 'azure-vision-4' },
      signal,
    });
    const { processes } = stack;
    const memory = sampleMemory(() => processes().map(({ name, pid }) => ({ name, pid: pid() ?? null })));
    const started = Date.now();
    const job = await backUp(stack, { photos, bytesPerPhoto, signal }).finally(memory.stop);
    const seconds = Math.round((Date.now() - started) / 1000);
    print(`${job.state}: ${job.counts.photos} photos, ${job.counts.captions} captions in ${seconds} s`);

    const peaks = [...memory.peaks()].map(([name, bytes]) => ({ name, peak: Math.round(bytes / megabyte) }));
    for (const { name, peak } of peaks) print(describe(name, peak, limits[name], 'MB'));
    const events = await measureHistories(stack.env);
    print(describe('longest history', events, longestHistory, 'events'));
    const kept = peaks.every(({ name, peak }) => peak <= (limits[name] ?? Number.POSITIVE_INFINITY));
    return kept && events <= longestHistory && job.counts.photos === photos;
  } finally {
    await stack?.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

function describe(name: string, value: number, limit: number | undefined, unit: string): string {
  const beside = limit === undefined ? '' : `  (at most ${limit}${value > limit ? ': missed' : ''})`;
  return `${name.padEnd(18)}${String(value).padStart(6)} ${unit}${beside}`;
}

async function backUp(
  { env }: Stack,
  { photos, bytesPerPhoto, signal }: Pick<MemoryOptions, 'photos' | 'bytesPerPhoto' | 'signal'>,
): Promise<Job> {
  const { PUBLIC_URL = '', PERENNIAL_LOCAL_KEY = '', SANDBOX_URL = '' } = env;
  const api = createApiClient(PUBLIC_URL, PERENNIAL_LOCAL_KEY);
  const person = {
    id: 'many',
    photos,
    posts: Math.ceil(photos / 4),
    bytesPerPhoto,
    width: 2048,
    height: 1536,
  };
  await fetch(`${SANDBOX_URL}/_sandbox/people`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  });
  const password = `Vk9!-${PERENNIAL_LOCAL_KEY.slice(0, 20)}`;
  await api.call(accountRoutes.register, {
    body: { email: 'bench@example.org', password, name: 'Bench', consent: true, client: 'api' },
  });
  const { url } = await api.call(memoriesRoutes.authorizeFacebook, {
    body: { purpose: 'memories', scopes: ['user_photos', 'user_posts'] },
  });
  const back = new URL(await walkDialog(url, person.id));
  await api.request(`${back.pathname}${back.search}`);
  const { items } = await api.call(memoriesRoutes.listConnections);
  const job = await api.call(memoriesRoutes.createBackup, { body: { connectionId: items[0]?.id ?? '' } });
  return followJob(api, job.id, signal);
}

async function followJob(api: ApiClient, jobId: string, signal: AbortSignal): Promise<Job> {
  for (;;) {
    const job = await api.call(jobRoutes.get, { params: { jobId } });
    if (!openJobStates.includes(job.state)) return job;
    await delay(500, undefined, { signal });
  }
}

/** Events of the longest history of the installation, every run counted for itself. */
async function measureHistories(env: Record<string, string>): Promise<number> {
  const runtime = await createRuntime(parseEnv(env), { process: 'bench' });
  let longest = 0;
  try {
    for await (const { historyLength = 0 } of runtime.temporal.client.workflow.list()) {
      longest = Math.max(longest, Number(historyLength));
    }
  } finally {
    await runtime.close();
  }
  return longest;
}
