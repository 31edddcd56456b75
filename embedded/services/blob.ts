import { mkdirSync } from 'node:fs';
import type { ProcessSpec } from '../launch-process.ts';
import { nodeEntry } from '../paths.ts';
import type { ServiceContext } from './context.ts';
import { plainEnv } from './context.ts';
import { probeHttp } from './probe-http.ts';

/** Connection string of the embedded blob storage, in the form that Azure gives out. */
export function blobConnectionString({ ports, secrets }: Pick<ServiceContext, 'ports' | 'secrets'>): string {
  const endpoint = `http://127.0.0.1:${ports.blob}/${secrets.blobAccount}`;
  return `DefaultEndpointsProtocol=http;AccountName=${secrets.blobAccount};AccountKey=${secrets.blobKey};BlobEndpoint=${endpoint};`;
}

/** Azurite, blob service only, in a process of our own that makes its metadata crash-proof. */
export function blobSpec(context: ServiceContext): ProcessSpec {
  const { paths, ports, secrets, ephemeral } = context;
  mkdirSync(paths.blob, { recursive: true, mode: 0o700 });
  return {
    name: 'blob',
    command: process.execPath,
    args: [
      ...nodeEntry('embedded/blob-main'),
      ...['--blobHost', '127.0.0.1', '--blobPort', String(ports.blob)],
      ...['--disableTelemetry', '--skipApiVersionCheck', '--silent'],
      ...(ephemeral ? ['--inMemoryPersistence'] : ['--location', paths.blob]),
    ],
    env: {
      ...plainEnv(context),
      AZURITE_ACCOUNTS: `${secrets.blobAccount}:${secrets.blobKey}`,
      NODE_OPTIONS: context.outer.NODE_OPTIONS,
    },
    ipc: true,
    probe: () => probeHttp(`http://127.0.0.1:${ports.blob}/`),
    stopTimeoutMs: 15_000,
  };
}
