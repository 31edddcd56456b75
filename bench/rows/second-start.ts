import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findTools } from '../../embedded/find-tools.ts';
import { launchProcess, type ProcessSpec } from '../../embedded/launch-process.ts';
import { openLog } from '../../embedded/log-file.ts';
import { dataPaths, projectRoot } from '../../embedded/paths.ts';
import { choosePorts } from '../../embedded/ports.ts';
import { loadSecrets } from '../../embedded/secrets.ts';
import { blobSpec } from '../../embedded/services/blob.ts';
import type { ServiceContext } from '../../embedded/services/context.ts';
import { mongoSpec } from '../../embedded/services/mongo.ts';
import { probeHttp } from '../../embedded/services/probe-http.ts';
import { temporalSpec } from '../../embedded/services/temporal.ts';
import { measureTime } from '../harness/measure-time.ts';
import { type Bench, plainEnv } from '../harness/open-bench.ts';
import type { Row } from '../harness/row.ts';

/**
 * What `npm start` runs, on a data folder that it has filled before, until it says that it is ready: beside mongod,
 * Temporal and Azurite by themselves on the same folder until each answers. The first start makes the demo backup.
 */
export const secondStart: Row = {
  name: 'second-start',
  figures: [
    {
      kind: 'ratio',
      key: 'time',
      what: 'a second start to ready',
      control: 'the three servers alone',
      unit: 'ms',
      target: { atMost: 2.5 },
    },
    {
      kind: 'value',
      key: 'first',
      what: 'the first start, with a backup of 338 photos and local captions',
      unit: 's',
      limit: { atMost: 300, from: 'original' },
    },
  ],
  warmUp: true,
  async prepare(bench) {
    const home = join(bench.folder, 'second-start');
    bench.log('second-start: first start, with the demo backup');
    const first = await startOnce(bench, home);
    return {
      control: async () => ({ time: await startServers(home) }),
      product: async () => ({ time: await startOnce(bench, home), first: first / 1000 }),
    };
  },
};

/** Starts the whole product, waits for its word, stops it; gives the milliseconds to the word. */
async function startOnce(bench: Bench, home: string): Promise<number> {
  const since = performance.now();
  const child = spawn(process.execPath, [join(projectRoot, 'scripts', 'bootstrap.mjs'), 'start'], {
    cwd: projectRoot,
    env: { ...plainEnv(), PERENNIAL_HOME: home, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: bench.signal,
    killSignal: 'SIGTERM',
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-2000);
  });
  const exited = once(child, 'exit').then(() => {
    throw new Error(`The start ended before it was ready:\n${said}`);
  });
  const ready = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith('perennial ready')) return performance.now() - since;
    }
    return exited;
  })();
  const time = await Promise.race([ready, exited]);
  const ended = once(child, 'exit');
  exited.catch(() => undefined);
  child.kill('SIGTERM');
  await ended;
  return time;
}

/** The three servers side by side, with the flags and the data of the product, without anything around them. */
async function startServers(home: string): Promise<number> {
  const paths = dataPaths(home);
  const outer = plainEnv();
  const context: ServiceContext = {
    paths,
    outer,
    secrets: loadSecrets(paths),
    ports: await choosePorts(paths.ports, 0),
    ephemeral: false,
  };
  const tools = await findTools(['mongod', 'temporal'], { paths, env: outer, log: () => undefined });
  const specs = [mongoSpec(context, tools.mongod), temporalSpec(context, tools.temporal), bareBlob(context)];
  const running = specs.map(
    (spec) => () => launchProcess(spec, openLog(join(paths.logs, `bare-${spec.name}.log`))),
  );
  const started: ReturnType<typeof launchProcess>[] = [];
  try {
    return await measureTime(async () => {
      started.push(...running.map((launch) => launch()));
      await Promise.all(started.map(({ ready }) => ready));
    });
  } finally {
    await Promise.all(started.map(({ end }) => end()));
  }
}

/** Azurite's own program instead of ours around it. */
function bareBlob(context: ServiceContext): ProcessSpec {
  const spec = blobSpec(context);
  const flags = spec.args.slice(spec.args.indexOf('--blobHost'));
  return {
    name: 'blob',
    command: process.execPath,
    args: [join(projectRoot, 'node_modules', 'azurite', 'dist', 'src', 'blob', 'main.js'), ...flags],
    env: spec.env,
    ready: async () => {
      await probeHttp(`http://127.0.0.1:${context.ports.blob}/`);
      return true;
    },
  };
}
