import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import yauzl from 'yauzl';
import { projectRoot } from '../../embedded/paths.ts';
import { findStackProcesses, isRunning } from '../../embedded/process-table.ts';
import { stopLeftovers } from '../../embedded/stop-leftovers.ts';
import { RunFile } from '../../schemas/contracts/run-file.ts';
import { eventually } from '../support/eventually.ts';
import { newFolder } from '../support/folders.ts';
import { type RunningCommand, runCommand } from '../support/run-command.ts';

/*
 * The life of one installation, in the order of the tests: each goes on with the folder that the one before left.
 */
const home = newFolder();
// The sandbox's captioner instead of the local models: what is tested here is starting and stopping.
const settings = { CAPTION_PROVIDERS: 'azure-vision-4' };
const limit = 300_000;
let running: RunningCommand | undefined;

const start = () => {
  running = runCommand(['start'], home, settings);
  return running;
};
const readRun = () => RunFile.parse(JSON.parse(readFileSync(join(home, 'run.json'), 'utf8')));

/** Every process id in run.json, and the supervisor's. */
function pidsOf(run: RunFile): number[] {
  const { workers = [], temporalUi: _page, ...services } = run.services;
  return [run, ...workers, ...Object.values(services)].flatMap(({ pid }) => (pid ? [pid] : []));
}

function askJson(path: string): Promise<{ items: Record<string, unknown>[] }> {
  const run = readRun();
  const key = readFileSync(run.localKeyFile, 'utf8');
  const { port } = new URL(run.services.api!.url);
  return fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    headers: { authorization: `Bearer ${key}` },
  }).then((answer) => answer.json() as Promise<{ items: Record<string, unknown>[] }>);
}

afterAll(async () => {
  running?.child.kill('SIGKILL');
  await stopLeftovers(home);
}, limit);

test(
  'kill -9 of everything during the first backup: the next start goes on with it and ends complete',
  async () => {
    const first = start();
    await first.printed(/\b[2-8]\d % · /);
    const pids = findStackProcesses(home);
    expect(pids.length).toBeGreaterThanOrEqual(7);
    for (const pid of [first.child.pid!, ...pids]) process.kill(pid, 'SIGKILL');
    await first.exited;

    const second = start();
    await second.printed('perennial ready');
    expect(second.stdout()).toContain('Going on with the backup');
    const { items } = await askJson('/memories/backups');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ state: 'succeeded', counts: { photos: 339, posts: 160 } });
    const connection = await mongoose.createConnection(readRun().services.mongo!.uri).asPromise();
    const twice = await connection
      .collection('memories')
      .aggregate([
        { $group: { _id: { backup: '$backupId', kind: '$kind', remote: '$remoteId' }, n: { $sum: 1 } } },
        { $match: { n: { $gt: 1 } } },
      ])
      .toArray();
    await connection.close();
    expect(twice).toEqual([]);
  },
  limit,
);

test(
  'ready is said once, with the address; run.json and the demo user’s password are in the folder',
  async () => {
    const lines = running!.stdout().split('\n');
    const run = readRun();
    expect(lines.filter((line) => line.includes('perennial ready'))).toEqual([
      `perennial ready ${run.services.api!.url}`,
    ]);
    expect(run.services.api!.url).toMatch(/^http:\/\/localhost:\d+$/);
    expect(run.services.workers!.map(({ pools }) => pools)).toEqual([['workflow', 'network'], ['media']]);
    for (const pid of pidsOf(run)) expect(isRunning(pid)).toBe(true);
    const { api, sandbox, temporalUi } = run.services;
    for (const url of [`${api!.url}/readyz`, `${api!.url}/`, `${sandbox!.url}/mailbox`, temporalUi!.url]) {
      expect([url, (await fetch(url)).status]).toEqual([url, 200]);
    }
    const demo = JSON.parse(readFileSync(join(home, 'demo.json'), 'utf8')) as { password: string };
    expect(statSync(join(home, 'demo.json')).mode & 0o777).toBe(0o600);
    expect(running!.stdout()).toContain(demo.password);
    const signIn = await fetch(`${api!.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'demo@perennial.local', password: demo.password }),
    });
    expect(signIn.status).toBe(200);
  },
  limit,
);

test(
  'a second start says that the first runs, and where',
  async () => {
    const second = runCommand(['start'], home, settings);
    expect(await second.exited).not.toBe(0);
    const run = readRun();
    expect(second.stderr()).toContain(
      `already runs on the data folder ${home} (pid ${run.pid}, ${run.services.api!.url})`,
    );
    expect((await fetch(`${run.services.api!.url}/livez`)).status).toBe(200);
  },
  limit,
);

test(
  'kill -9 of API, worker and sandbox: each comes back',
  async () => {
    const before = readRun();
    const lost = [
      before.services.api!.pid!,
      before.services.workers![0]!.pid!,
      before.services.sandbox!.pid!,
    ];
    for (const pid of lost) process.kill(pid, 'SIGKILL');
    await eventually('new processes are in run.json', () =>
      pidsOf(readRun()).every((pid) => !lost.includes(pid)),
    );
    await eventually(
      'the API is ready again',
      async () => (await fetch(`${before.services.api!.url}/readyz`)).ok,
    );
  },
  limit,
);

test(
  'jobs and doctor ask the running installation',
  async () => {
    const jobs = runCommand(['jobs', '--json'], home, settings);
    expect(await jobs.exited).toBe(0);
    expect(JSON.parse(jobs.stdout())).toMatchObject([{ kind: 'backup', state: 'succeeded' }]);
    const doctor = runCommand(['doctor'], home, settings);
    expect(await doctor.exited).toBe(0);
    expect(doctor.stdout()).toMatch(
      /facebook .*played by the sandbox\n.*FACEBOOK_APP_ID, FACEBOOK_APP_SECRET/,
    );
    expect(readRun().pid).toBe(running!.child.pid);
  },
  limit,
);

test(
  'Ctrl-C ends everything that was started; the next start finds its backup and makes no other',
  async () => {
    const pids = pidsOf(readRun());
    running!.ctrlC();
    expect(await running!.exited).toBe(0);
    for (const pid of pids) expect(isRunning(pid)).toBe(false);
    expect(findStackProcesses(home)).toEqual([]);
    expect(existsSync(join(home, 'run.json'))).toBe(false);

    await start().printed('perennial ready');
    expect((await askJson('/memories/backups')).items).toHaveLength(1);
    expect(running!.stdout()).not.toContain('Backing up');
  },
  limit,
);

test(
  'perennial stop ends the running installation; after it there is none to stop',
  async () => {
    const stop = runCommand(['stop'], home);
    expect(await stop.exited).toBe(0);
    expect(await running!.exited).toBe(0);
    expect(findStackProcesses(home)).toEqual([]);
    const again = runCommand(['stop'], home);
    expect(await again.exited).toBe(0);
    expect(again.stdout()).toContain('does not run here');
  },
  limit,
);

test(
  'npm run demo on the same folder: figures, a ZIP, and nothing left running',
  async () => {
    const demo = runCommand(['demo'], home, settings);
    expect([await demo.exited, demo.stderr()]).toEqual([0, expect.anything()]);
    const figure = (name: string) => new RegExp(`^${name} +(\\S+)`, 'm').exec(demo.stdout())?.[1];
    expect([figure('photos'), figure('posts')]).toEqual(['339', '160']);
    expect(Number(figure('captions'))).toBeGreaterThan(300);
    expect(Number(figure('seconds'))).toBeGreaterThan(0);
    const zip = await yauzl.openPromise(figure('zip')!);
    expect(zip.entryCount).toBeGreaterThan(320);
    expect(statSync(figure('zip')!).size).toBeGreaterThan(Number(figure('bytes')));
    zip.close();
    expect(findStackProcesses(home)).toEqual([]);
  },
  limit,
);

test('npm run demo says why it could not', async () => {
  const busy = createServer();
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
  const { port } = busy.address() as AddressInfo;
  const demo = runCommand(['demo'], newFolder(), { PORT: String(port) });
  expect(await demo.exited).toBe(1);
  expect(demo.stderr()).toContain(`Port ${port} is in use`);
  busy.close();
});

test(
  'perennial stop also ends what a killed start left behind',
  async () => {
    const again = start();
    await again.printed('mongo is ready');
    process.kill(again.child.pid!, 'SIGKILL');
    await again.exited;
    const stop = runCommand(['stop'], home);
    expect(await stop.exited).toBe(0);
    expect(stop.stdout()).toMatch(/Ended \d+ processes/);
    expect(findStackProcesses(home)).toEqual([]);
  },
  limit,
);

test('an old Node is told what to install', () => {
  const script = `import('./scripts/prepare/check-node.mjs').then(({ checkNode }) => checkNode('18.20.0'))`;
  const run = () =>
    execFileSync(process.execPath, ['-e', script], { cwd: projectRoot, stdio: 'pipe', encoding: 'utf8' });
  expect(run).toThrow(/needs Node 20\.19 or newer; this is 18\.20\.0[\s\S]*nodejs\.org/);
});
