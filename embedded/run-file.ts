import { rmSync } from 'node:fs';
import type { RunFile } from '../schemas/contracts/run-file.ts';
import type { DataPaths } from './paths.ts';
import type { ServiceContext } from './services/context.ts';
import { workerProcesses } from './services/own-processes.ts';
import { temporalNamespace } from './services/temporal.ts';
import { hasTemporalUi, type ServiceName, stackEnv } from './stack-env.ts';
import type { Supervised } from './supervise.ts';
import { writePrivate } from './write-file.ts';

interface Running {
  context: ServiceContext;
  started: ReadonlySet<ServiceName>;
  processes: Supervised[];
  startedAt: string;
}

/** What `run.json` says about a running stack; external servers are named with `pid: null`. */
export function describeRun({ context, started, processes, startedAt }: Running): RunFile {
  const env = stackEnv(context, started);
  const { paths, ports } = context;
  const pid = (name: string) => processes.find((one) => one.name === name)?.pid() ?? null;
  const blobUrl = /BlobEndpoint=([^;]+)/.exec(env.AZURE_STORAGE_CONNECTION_STRING ?? '')?.[1];
  return {
    version: 1,
    startedAt,
    home: paths.home,
    pid: process.pid,
    localKeyFile: paths.localKey,
    services: {
      ...(started.has('api') && { api: { url: `http://localhost:${ports.api}`, pid: pid('api') } }),
      ...(started.has('workers') && {
        workers: workerProcesses.map(({ name, pools }) => ({ name, pools: [...pools], pid: pid(name) })),
      }),
      ...(env.SANDBOX_URL && {
        sandbox: { url: env.SANDBOX_URL, smtpUrl: env.SANDBOX_SMTP_URL ?? '', pid: pid('sandbox') },
      }),
      ...(env.TEMPORAL_ADDRESS && {
        temporal: {
          address: env.TEMPORAL_ADDRESS,
          namespace: temporalNamespace(context.outer),
          pid: pid('temporal'),
        },
      }),
      ...((hasTemporalUi(context, started) || env.TEMPORAL_UI_URL) && {
        temporalUi: { url: env.TEMPORAL_UI_URL ?? '' },
      }),
      ...(env.MONGODB_URI && { mongo: { uri: env.MONGODB_URI, pid: pid('mongo') } }),
      ...(blobUrl && { blob: { url: blobUrl, pid: pid('blob') } }),
    },
  };
}

export function writeRunFile(running: Running): void {
  writePrivate(running.context.paths.run, `${JSON.stringify(describeRun(running), null, 2)}\n`);
}

export function removeRunFile(paths: DataPaths): void {
  rmSync(paths.run, { force: true });
}
