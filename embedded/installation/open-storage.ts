import { type Blobs, createBlobs } from '../../runtime/blob.ts';
import { parseEnv } from '../../runtime/env.ts';
import { connectMongo, type Mongo } from '../../runtime/mongo.ts';
import { replacedServices } from '../stack-env.ts';
import { startStack } from '../start-stack.ts';

export interface InstallationPlace {
  /** Data folder. */
  home: string;
  port: number;
  log: (line: string) => void;
  signal?: AbortSignal;
  /** Default: the environment of this process. */
  env?: NodeJS.ProcessEnv;
}

export interface Storage {
  mongo: Mongo;
  blobs: Blobs;
}

/** Brings up database and blob storage alone, so that nobody works on them, and stops them afterwards. */
export async function withStorage<T>(
  { home, port, log, signal, env = process.env }: InstallationPlace,
  work: (storage: Storage) => Promise<T>,
  options: { restoring?: boolean } = {},
): Promise<T> {
  const replaced = replacedServices(env);
  const only = (['mongo', 'blob'] as const).filter((name) => !replaced.includes(name));
  const stack = await startStack({ home, port, only, env, log, ...(signal ? { signal } : {}), ...options });
  try {
    const settings = parseEnv({ ...env, ...stack.env });
    const mongo = await connectMongo(settings.MONGODB_URI);
    try {
      return await work({ mongo, blobs: createBlobs(settings) });
    } finally {
      await mongo.close();
    }
  } finally {
    await stack.stop();
  }
}
