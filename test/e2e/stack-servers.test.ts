import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterEach, expect, test } from '@jest/globals';
import { Connection } from '@temporalio/client';
import mongoose from 'mongoose';
import { projectRoot } from '../../embedded/paths.ts';
import { findStackProcesses, isRunning } from '../../embedded/process-table.ts';
import type { ServiceName } from '../../embedded/stack-env.ts';
import { type Stack, startStack } from '../../embedded/start-stack.ts';
import { RunFile } from '../../schemas/contracts/run-file.ts';
import { schedules } from '../../temporal-config/schedules.ts';
import { eventually } from '../support/eventually.ts';
import { newFolder } from '../support/folders.ts';

const limit = 120_000;
let stack: Stack | undefined;

const start = async (home: string, ...only: ServiceName[]) => {
  stack = await startStack({ home, port: 0, only });
  return stack;
};
const readRun = (home: string) => RunFile.parse(JSON.parse(readFileSync(join(home, 'run.json'), 'utf8')));

afterEach(async () => {
  await stack?.stop();
  stack = undefined;
}, limit);

async function countNotes(uri: string, add = false): Promise<number> {
  const connection = await mongoose.createConnection(uri).asPromise();
  const notes = connection.collection('notes');
  if (add) await notes.insertOne({ text: 'kept' });
  const count = await notes.countDocuments();
  await connection.close();
  return count;
}

test(
  'run.json tells addresses and process ids, to the owner only, and goes when all is stopped',
  async () => {
    const home = newFolder();
    const { stop } = await start(home, 'mongo', 'temporal', 'blob');
    const run = readRun(home);
    const { temporal, temporalUi, mongo, blob } = run.services;
    expect(run.pid).toBe(process.pid);
    for (const service of [temporal, mongo, blob]) expect(isRunning(service!.pid!)).toBe(true);
    expect(await countNotes(mongo!.uri, true)).toBe(1);
    expect((await fetch(temporalUi!.url)).status).toBe(200);
    expect((await fetch(blob!.url)).status).toBeGreaterThanOrEqual(400);
    for (const name of ['run.json', 'secrets.json', 'local.key']) {
      expect(statSync(join(home, name)).mode & 0o777).toBe(0o600);
    }
    expect(readFileSync(run.localKeyFile, 'utf8')).toMatch(/^[\w-]{40,}$/);

    await stop();
    stack = undefined;
    expect(existsSync(join(home, 'run.json'))).toBe(false);
    expect(findStackProcesses(home)).toEqual([]);
    for (const service of [temporal, mongo, blob]) expect(isRunning(service!.pid!)).toBe(false);
  },
  limit,
);

test(
  'a second start on the same folder is refused and leaves the first alone',
  async () => {
    const home = newFolder();
    const { describe } = await start(home, 'mongo');
    await expect(startStack({ home, port: 0, only: ['mongo'] })).rejects.toThrow(
      new RegExp(`already runs on the data folder .* \\(pid ${process.pid}`),
    );
    expect(await countNotes(describe().services.mongo!.uri, true)).toBe(1);
  },
  limit,
);

test.each(['mongo', 'temporal', 'blob'] as const)(
  'kill -9 of %s: it comes back with its data, and run.json has the new process id',
  async (name) => {
    const home = newFolder();
    const { env, describe } = await start(home, name);
    const blobs = () => BlobServiceClient.fromConnectionString(env.AZURE_STORAGE_CONNECTION_STRING!);
    const listed = async () => {
      const connection = await Connection.connect({ address: env.TEMPORAL_ADDRESS });
      const answer = await connection.workflowService.listSchedules({ namespace: 'perennial' });
      await connection.close();
      return answer.schedules?.length;
    };
    if (name === 'mongo') await countNotes(env.MONGODB_URI!, true);
    if (name === 'blob') {
      await blobs().createContainer('photos');
      await blobs().getContainerClient('photos').getBlockBlobClient('one').upload('bytes', 5);
    }
    const before = describe().services[name]!.pid!;
    process.kill(before, 'SIGKILL');
    await eventually(`${name} is back`, () => {
      const { pid } = describe().services[name]!;
      return pid !== before && stack!.processes().every((one) => one.state() === 'ready');
    });
    expect(readRun(home).services[name]!.pid).toBe(describe().services[name]!.pid);
    if (name === 'mongo') expect(await countNotes(env.MONGODB_URI!)).toBe(1);
    if (name === 'temporal') expect(await eventually('Schedules are listed', listed)).toBe(schedules.length);
    if (name === 'blob') {
      const bytes = await blobs().getContainerClient('photos').getBlockBlobClient('one').downloadToBuffer();
      expect(bytes.toString()).toBe('bytes');
    }
  },
  limit,
);

test(
  'kill -9 of the supervisor: the next start ends what it left behind, nothing else, and goes on with the data',
  async () => {
    const home = newFolder();
    const parent = spawn(
      process.execPath,
      [
        '--import',
        join(projectRoot, 'scripts/register-ts.mjs'),
        join(projectRoot, 'test/support/run-stack.ts'),
        home,
        'mongo,temporal',
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    // Has the folder in its command line like a server, but was not started by the stack.
    const bystander = spawn('sleep', ['1000', join(home, 'mongo')].slice(0, 1), {
      argv0: join(home, 'mongo'),
    });
    let output = '';
    parent.stdout.on('data', (chunk) => {
      output += chunk;
    });
    const run = await eventually(
      'the stack runs',
      () => output.includes('\n') && RunFile.parse(JSON.parse(output)),
    );
    await countNotes(run.services.mongo!.uri, true);
    parent.kill('SIGKILL');
    await eventually('the supervisor is gone', () => !isRunning(run.pid));
    expect(isRunning(run.services.mongo!.pid!)).toBe(true);
    expect(isRunning(run.services.temporal!.pid!)).toBe(true);

    const { describe } = await start(home, 'mongo', 'temporal');
    expect(isRunning(run.services.mongo!.pid!)).toBe(false);
    expect(isRunning(run.services.temporal!.pid!)).toBe(false);
    expect(isRunning(bystander.pid!)).toBe(true);
    expect(await countNotes(describe().services.mongo!.uri)).toBe(1);
    bystander.kill();
  },
  limit,
);

test(
  'a port that is taken meanwhile: the server moves, and the replica set with it',
  async () => {
    const home = newFolder();
    const first = await start(home, 'mongo');
    const before = first.describe().services.mongo!.uri;
    await countNotes(before, true);
    await first.stop();
    const thief = createServer((socket) => socket.destroy()).listen(
      Number(new URL(before).port),
      '127.0.0.1',
    );
    const after = (await start(home, 'mongo')).describe().services.mongo!.uri;
    expect(new URL(after).port).not.toBe(new URL(before).port);
    expect(await countNotes(after)).toBe(1);
    thief.close();
  },
  limit,
);

test(
  'a start that is given up half-way leaves nothing behind',
  async () => {
    const home = newFolder();
    const giveUp = new AbortController();
    const starting = startStack({
      home,
      port: 0,
      only: ['mongo', 'temporal'],
      signal: giveUp.signal,
      log: (line) => {
        if (line.includes('temporal is ready')) giveUp.abort(new Error('given up'));
      },
    });
    await expect(starting).rejects.toThrow();
    expect(findStackProcesses(home)).toEqual([]);
    expect(existsSync(join(home, 'lock.json'))).toBe(false);
  },
  limit,
);
