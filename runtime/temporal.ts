import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { Env } from './env.ts';
import { createPayloadCodec } from './payload-codec.ts';

export interface Temporal {
  client: Client;
  connection: Connection;
  close(): Promise<void>;
}

/** The same conversion for client, worker, bundle, replay and codec server. */
export function createDataConverter(
  env: Pick<Env, 'TEMPORAL_CODEC' | 'PERENNIAL_CODEC_KEYS'>,
): DataConverter {
  if (!env.TEMPORAL_CODEC) return {};
  const here = import.meta.filename;
  return {
    payloadCodecs: [createPayloadCodec(env.PERENNIAL_CODEC_KEYS)],
    failureConverterPath: here.replace(/temporal(\.[jt]s)$/, 'failure-converter$1'),
  };
}

/**
 * Connects on first use, so that the API starts and answers while Temporal is away. A call that fails is not
 * repeated here: outbox and sweeper do that, and a repetition that the SDK had planned would throw outside of
 * any promise, and so end the process, when the connection is closed before it.
 */
export function createTemporal(env: Env): Temporal {
  const connection = Connection.lazy({
    address: env.TEMPORAL_ADDRESS,
    connectTimeout: '5s',
    interceptors: [],
  });
  const client = new Client({
    connection,
    namespace: env.TEMPORAL_NAMESPACE,
    dataConverter: createDataConverter(env),
  });
  return {
    client,
    connection,
    close: () => connection.close(),
  };
}
