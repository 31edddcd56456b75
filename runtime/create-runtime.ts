import { type Blobs, createBlobs } from './blob.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Env } from './env.ts';
import { createEnvelopes, type Envelopes } from './envelope.ts';
import { findRoot } from './find-root.ts';
import { createGuardedFetch } from './guarded-fetch.ts';
import { createLogger, type Logger } from './logger.ts';
import { connectMongo, type Mongo } from './mongo.ts';
import { configuredOrigins, createProviders, type Providers } from './providers.ts';
import { createTemporal, type Temporal } from './temporal.ts';

/** Everything a process needs from the outside, made once and handed down; tests make their own. */
export interface Runtime {
  env: Env;
  root: string;
  logger: Logger;
  clock: Clock;
  mongo: Mongo;
  blobs: Blobs;
  temporal: Temporal;
  envelopes: Envelopes;
  providers: Providers;
  close(): Promise<void>;
}

/** Connects MongoDB and prepares the rest lazily; `close()` ends what was opened, MongoDB last. */
export async function createRuntime(
  env: Env,
  options: { process: string; clock?: Clock; logger?: Logger },
): Promise<Runtime> {
  const clock = options.clock ?? systemClock;
  const logger = options.logger ?? createLogger({ level: env.LOG_LEVEL, process: options.process });
  const root = findRoot();
  const guarded = createGuardedFetch(configuredOrigins(env));
  const providers = createProviders(env, { fetch: guarded.fetch, clock, root });
  const temporal = createTemporal(env);
  const mongo = await connectMongo(env.MONGODB_URI);
  return {
    env,
    root,
    logger,
    clock,
    mongo,
    blobs: createBlobs(env),
    temporal,
    envelopes: createEnvelopes(env.PERENNIAL_TOKEN_KEYS),
    providers,
    close: async () => {
      await providers.close();
      await guarded.close();
      await temporal.close();
      await mongo.close();
    },
  };
}
