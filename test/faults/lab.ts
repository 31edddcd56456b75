import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ApiClient, createApiClient } from '../../cli/api-client.ts';
import { walkDialog } from '../../cli/sandbox-dialog.ts';
import { openUpload } from '../../cli/upload/open-upload.ts';
import { fingerprintOf, type Part } from '../../cli/upload/part.ts';
import { retryCall } from '../../cli/upload/retry-call.ts';
import { sendParts } from '../../cli/upload/send-parts.ts';
import { type Stack, startStack } from '../../embedded/start-stack.ts';
import { accountRoutes } from '../../schemas/contracts/accounts.ts';
import { importRoutes } from '../../schemas/contracts/imports.ts';
import { type Job, jobRoutes, openJobStates } from '../../schemas/contracts/jobs.ts';
import { memoriesRoutes } from '../../schemas/contracts/memories.ts';
import type { JobDoc } from '../../schemas/models/job.ts';
import { eventually } from '../support/eventually.ts';
import { type Findings, type Judge, openJudge, type Truth } from './judge.ts';
import { startProxy, type TcpProxy } from './tcp-proxy.ts';

export type Server = 'mongo' | 'temporal' | 'blob' | 'sandbox';
type Own = 'api' | 'worker-main' | 'worker-media';

/** An account that exists for one experiment, and the truth about it. */
export interface Subject {
  person: string;
  connectionId: string;
  truth: Truth;
}

export interface Lab {
  /** 1: the figures of the list; below it everything that takes seconds takes that part of them. */
  scale: number;
  scaled(ms: number): number;
  api: ApiClient;
  judge: Judge;
  /** Address of the sandbox past the proxy. */
  sandbox: string;
  /** Settings of the product's processes. */
  env: Record<string, string>;
  proxies: Record<Server, TcpProxy>;
  /** A new account with its photos, connected. */
  newSubject(photos: number, posts?: number): Promise<Subject>;
  /** Logs in again as the same person. */
  reconnect(person: string): Promise<string>;
  startBackup(subject: Subject): Promise<Job>;
  retry(jobId: string): Promise<Job>;
  /** The parts of the person's archive, as the network gives them out. */
  archiveOf(person: string, parts?: number): Promise<Part[]>;
  /** Uploads these and starts their import as the command line does; gives the job's id. */
  upload(parts: Part[], connectionId?: string | null, onOpen?: () => void): Promise<string>;
  /** Null while MongoDB is away. */
  readJob(jobId: string): Promise<JobDoc | null>;
  /** Waits until the job is as wanted. */
  reach(jobId: string, what: string, when: (job: JobDoc) => boolean): Promise<JobDoc>;
  end(jobId: string): Promise<JobDoc>;
  /** Waits for a job's end and compares what is kept with the truth. */
  judgeBackup(subject: Subject, job: Pick<Job, 'id'>): Promise<Findings & { job: JobDoc }>;
  pid(name: Own | Server): number;
  /** kill -9; answers when another process has taken its place. */
  kill(name: Own | Server): Promise<boolean>;
  /** SIGSTOP for a time, then SIGCONT. */
  freeze(name: Own | Server, ms: number): Promise<void>;
  /** Makes the sandbox misbehave; tells how often it did. */
  fault(spec: Record<string, unknown>): Promise<{ fired(): Promise<number>; clear(): Promise<void> }>;
  /** Folder of the blob storage on a small disk of its own; null where nobody may make one (Linux, root). */
  smallDisk: string | null;
  /** Everything well again. */
  heal(): Promise<void>;
  close(): Promise<void>;
}

export interface LabOptions {
  scale?: number;
  settings?: Record<string, string>;
}

/** A file in memory, to be uploaded. */
export const partOf = (name: string, bytes: Buffer): Part => ({
  name,
  bytes: bytes.length,
  fingerprint: fingerprintOf(bytes.length, bytes),
  read: async (offset, count) => bytes.subarray(offset, offset + count),
});

const newFolder = () => mkdtempSync(join(tmpdir(), 'perennial-lab-'));
/** Room for what the experiments store, and small enough to be filled up. */
function mountSmallDisk(folder: string): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    return null; // a container without the right to mount
  }
}

const own: string[] = ['api', 'worker-main', 'worker-media'];

/**
 * The whole product on real servers, each behind a wire that can be made bad, with every process of it killable.
 * Servers and own processes are two installations, so that the wire lies between them.
 */
export async function startLab({ scale = 1, settings = {} }: LabOptions = {}): Promise<Lab> {
  const supervision = { backoff: { firstMs: 100, maxMs: 500 } };
  const outer = { ...process.env, LOG_LEVEL: 'warn' };
  const home = newFolder();
  const smallDisk = mountSmallDisk(join(home, 'blob'));
  const servers = await startStack({
    home,
    port: 0,
    only: ['temporal', 'mongo', 'blob', 'sandbox'],
    env: outer,
    supervision,
  });
  const { MONGODB_URI, TEMPORAL_ADDRESS, AZURE_STORAGE_CONNECTION_STRING, SANDBOX_URL, SANDBOX_SMTP_URL } =
    servers.env as Record<string, string>;
  const portIn = (address = '') => Number(/127\.0\.0\.1:(\d+)/.exec(address)?.[1]);
  const proxies: Record<Server, TcpProxy> = {
    mongo: await startProxy(portIn(MONGODB_URI)),
    temporal: await startProxy(portIn(TEMPORAL_ADDRESS)),
    blob: await startProxy(portIn(AZURE_STORAGE_CONNECTION_STRING)),
    sandbox: await startProxy(portIn(SANDBOX_URL)),
  };
  const product: Stack = await startStack({
    home: newFolder(),
    port: 0,
    only: ['api', 'workers'],
    env: {
      ...outer,
      // The driver would look for the replica set's own address otherwise, past the wire.
      MONGODB_URI: `mongodb://127.0.0.1:${proxies.mongo.port}/perennial?directConnection=true`,
      TEMPORAL_ADDRESS: `127.0.0.1:${proxies.temporal.port}`,
      AZURE_STORAGE_CONNECTION_STRING: `${AZURE_STORAGE_CONNECTION_STRING}`.replace(
        /BlobEndpoint=http:\/\/127\.0\.0\.1:\d+/,
        `BlobEndpoint=http://127.0.0.1:${proxies.blob.port}`,
      ),
      SANDBOX_URL: `http://127.0.0.1:${proxies.sandbox.port}`,
      SANDBOX_SMTP_URL,
      CAPTION_PROVIDERS: 'azure-vision-4',
      BACKUP_PAGE_SIZE: '10',
      ...settings,
    },
    supervision,
  }).catch(async (error) => {
    await servers.stop();
    throw error;
  });
  const { PUBLIC_URL = '', PERENNIAL_LOCAL_KEY = '' } = product.env;
  const judge = await openJudge({ ...product.env, ...servers.env });
  const api = createApiClient(PUBLIC_URL.replace('localhost', '127.0.0.1'), PERENNIAL_LOCAL_KEY);
  await api.call(accountRoutes.register, {
    body: {
      email: 'lab@example.org',
      password: `Lab-${randomBytes(12).toString('base64url')}`,
      name: 'Lab',
      consent: true,
      client: 'api',
    },
  });
  const sandbox = `${SANDBOX_URL}`;
  let made = 0;

  const control = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${sandbox}/_sandbox/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  const find = (name: string) => {
    const process = (own.includes(name) ? product : servers).processes().find((one) => one.name === name);
    if (!process) throw new Error(`There is no process ${name}.`);
    return process;
  };
  const pid = (name: string) => find(name).pid() ?? 0;

  const lab: Lab = {
    scale,
    scaled: (ms) => Math.round(ms * scale),
    api,
    judge,
    sandbox,
    env: product.env,
    proxies,
    smallDisk,
    async newSubject(photos, posts = 4) {
      made += 1;
      const person = `subject-${made}`;
      await control('POST', 'people', { id: person, photos, posts });
      const { photos: listed } = (await control('GET', `people/${person}/photos`)) as {
        photos: { id: string; sha256: string }[];
      };
      const truth = new Map(listed.map(({ id, sha256 }) => [id, sha256]));
      return { person, truth, connectionId: await lab.reconnect(person) };
    },
    async reconnect(person) {
      const { url } = await api.call(memoriesRoutes.authorizeFacebook, {
        body: { purpose: 'memories', scopes: ['user_photos', 'user_posts'] },
      });
      const back = new URL(await walkDialog(url, person));
      await api.request(`${back.pathname}${back.search}`);
      const { items } = await api.call(memoriesRoutes.listConnections);
      const connection = items.find(({ displayName }) => displayName === `Synthetic ${person}`);
      if (!connection) throw new Error(`${person} is not connected.`);
      return connection.id;
    },
    startBackup: ({ connectionId }) => api.call(memoriesRoutes.createBackup, { body: { connectionId } }),
    async archiveOf(person, parts = 1) {
      const query = `person=${person}&era=2024&parts=${parts}`;
      const page = await (await fetch(`${sandbox}/www.facebook.com/dyi?${query}`)).text();
      const links = [...page.matchAll(/href="([^"]+\.zip[^"]*)"/g)].map(([, link]) =>
        String(link).replaceAll('&amp;', '&'),
      );
      if (links.length !== parts) throw new Error(`${links.length} parts instead of ${parts}.`);
      return Promise.all(
        links.map(async (link) => {
          const url = new URL(link, sandbox);
          const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
          return partOf(basename(url.pathname), bytes);
        }),
      );
    },
    async upload(parts, connectionId = null, onOpen = () => undefined) {
      const { signal } = new AbortController();
      const upload = await openUpload(api, parts, { connectionId, includeMessages: false }, signal);
      onOpen();
      await sendParts(api, upload, parts, { signal, onSent: () => undefined });
      const params = { importId: upload.id };
      return (await retryCall(signal, () => api.call(importRoutes.startImport, { params }))).id;
    },
    retry: (jobId) => api.call(jobRoutes.retry, { params: { jobId } }),
    readJob: (jobId) =>
      judge.mongo.models.jobs
        .findById(jobId)
        .setOptions({ acrossWorkspaces: 'the judge sees all' })
        .lean()
        .catch(() => null),
    reach: (jobId, what, when) =>
      eventually(
        what,
        async () => {
          const job = await lab.readJob(jobId);
          return job && when(job) ? job : null;
        },
        180_000,
      ),
    end: (jobId) => lab.reach(jobId, 'the job has ended', ({ state }) => !openJobStates.includes(state)),
    async judgeBackup(subject, job) {
      const ended = await lab.end(job.id);
      return { ...(await judge.look(ended.subject.id, subject.truth)), job: ended };
    },
    pid,
    async kill(name) {
      const before = pid(name);
      process.kill(before, 'SIGKILL');
      await eventually(`${name} is back`, () => find(name).state() === 'ready' && pid(name) !== before);
      return true;
    },
    async freeze(name, ms) {
      const frozen = pid(name);
      process.kill(frozen, 'SIGSTOP');
      await delay(ms);
      process.kill(frozen, 'SIGCONT');
    },
    async fault(spec) {
      const { id } = await control('POST', 'faults', spec);
      return {
        fired: async () => {
          const { faults } = (await control('GET', 'faults')) as { faults: { id: string; fired: number }[] };
          return faults.find((one) => one.id === id)?.fired ?? 0;
        },
        clear: async () => void (await control('DELETE', `faults/${id}`)),
      };
    },
    async heal() {
      for (const proxy of Object.values(proxies)) proxy.set({});
      await control('DELETE', 'faults');
    },
    async close() {
      await judge.close();
      await product.stop();
      await Promise.all(Object.values(proxies).map((proxy) => proxy.close()));
      await servers.stop();
      if (smallDisk) execFileSync('umount', [smallDisk]);
      for (const { home } of [product, servers]) rmSync(home, { recursive: true, force: true });
    },
  };
  return lab;
}
