import { randomBytes } from 'node:crypto';
import type { DataPaths } from './paths.ts';
import { SetupError } from './setup-error.ts';
import { readIfPresent, writePrivate } from './write-file.ts';

export interface Secrets {
  jwtSecret: string;
  stateSecret: string;
  /** `kid:base64(32 bytes)`, comma-separated; the first is current. */
  tokenKeys: string;
  codecKeys: string;
  localKey: string;
  blobAccount: string;
  blobKey: string;
}

const random = (bytes: number) => randomBytes(bytes).toString('base64url');
const key = () => `k1:${randomBytes(32).toString('base64')}`;

function generate(): Secrets {
  return {
    jwtSecret: random(48),
    stateSecret: random(48),
    tokenKeys: key(),
    codecKeys: key(),
    localKey: random(32),
    blobAccount: 'perennial',
    blobKey: randomBytes(64).toString('base64'),
  };
}

/**
 * The secrets of a data folder, generated on the first start. A damaged file is never replaced: tokens and histories
 * could not be read any more.
 */
export function loadSecrets(paths: DataPaths): Secrets {
  const text = readIfPresent(paths.secrets);
  const secrets = text === null ? generate() : parse(text, paths.secrets);
  if (text === null) writePrivate(paths.secrets, `${JSON.stringify(secrets, null, 2)}\n`);
  if (readIfPresent(paths.localKey) !== secrets.localKey) writePrivate(paths.localKey, secrets.localKey);
  return secrets;
}

function parse(text: string, path: string): Secrets {
  const sample = generate();
  try {
    const found = JSON.parse(text) as Partial<Secrets>;
    for (const name of Object.keys(sample) as (keyof Secrets)[]) {
      if (typeof found[name] !== 'string' || !found[name]) throw new Error(`${name} is missing`);
    }
    return found as Secrets;
  } catch (cause) {
    throw new SetupError(
      `The secrets in ${path} can’t be read: ${(cause as Error).message}`,
      [
        'restore the file from a backup: without it, stored tokens can’t be decrypted',
        'or start afresh with another data folder: PERENNIAL_HOME=/new/folder',
      ],
      { cause },
    );
  }
}

/** What the product's processes read (runtime/env.ts); a value that the user set wins. */
export function secretEnv(secrets: Secrets, env: NodeJS.ProcessEnv): Record<string, string> {
  return {
    PERENNIAL_JWT_SECRET: env.PERENNIAL_JWT_SECRET || secrets.jwtSecret,
    PERENNIAL_STATE_SECRET: env.PERENNIAL_STATE_SECRET || secrets.stateSecret,
    PERENNIAL_TOKEN_KEYS: env.PERENNIAL_TOKEN_KEYS || secrets.tokenKeys,
    PERENNIAL_CODEC_KEYS: env.PERENNIAL_CODEC_KEYS || secrets.codecKeys,
    PERENNIAL_LOCAL_KEY: secrets.localKey,
  };
}
