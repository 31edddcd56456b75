/**
 * Prints the secrets that docker-compose.yml asks for, new ones on every run. Plain Node, so that it needs no
 * installation: `node scripts/make-env.mjs > .env`. The file is what decrypts stored tokens: keep a copy of it.
 */
import { randomBytes } from 'node:crypto';

const text = (bytes) => randomBytes(bytes).toString('base64url');
const key = () => `k1:${randomBytes(32).toString('base64')}`;

const secrets = {
  PERENNIAL_JWT_SECRET: text(48),
  PERENNIAL_STATE_SECRET: text(48),
  PERENNIAL_TOKEN_KEYS: key(),
  PERENNIAL_CODEC_KEYS: key(),
  PERENNIAL_LOCAL_KEY: text(32),
  PERENNIAL_BLOB_KEY: randomBytes(64).toString('base64'),
  TEMPORAL_DB_PASSWORD: text(24),
  GRAFANA_PASSWORD: text(18),
};

for (const [name, value] of Object.entries(secrets)) console.log(`${name}=${value}`);
