import { once } from 'node:events';
import { z } from 'zod';

const keyList = z
  .string()
  .regex(
    /^[\w-]{1,32}:[A-Za-z0-9+/]{43}=(,[\w-]{1,32}:[A-Za-z0-9+/]{43}=)*$/,
    'Expected kid:base64(32 bytes), …',
  )
  .transform((text) =>
    text.split(',').map((entry) => {
      const [id, key] = entry.split(':') as [string, string];
      return { id, key: Buffer.from(key, 'base64') };
    }),
  );

const onOff = z.enum(['on', 'off']).transform((value) => value === 'on');

/**
 * Every setting of the product itself; vendors' settings stand in their descriptors (providers/registry.ts).
 * `.env.example` is generated from both.
 */
export const coreSettings = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'])
    .default('production')
    .describe('Kind of installation.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error'])
    .default('info')
    .describe('How much is logged.'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(8420)
    .describe('Port of the API and web UI; 0 takes free ports for everything.'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe(
      'Address that the API listens on: this machine alone, or 0.0.0.0 for everybody who can reach it.',
    ),
  PUBLIC_URL: z
    .url()
    .default('http://localhost:8420')
    .describe('Address that people use; https turns on Secure cookies.'),
  PERENNIAL_HOME: z.string().default('.perennial').describe('Data folder of the embedded servers.'),
  TEMPORAL_ADDRESS: z
    .string()
    .default('localhost:7233')
    .describe('Temporal server; set it to use your own instead of the embedded one.'),
  TEMPORAL_NAMESPACE: z.string().default('perennial').describe('Temporal namespace.'),
  TEMPORAL_UI_URL: z
    .string()
    .default('')
    .describe(
      'Address of the Temporal UI: for links, and the one page that may ask the codec endpoint with an operator’s cookies.',
    ),
  TEMPORAL_CODEC: onOff.prefault('on').describe('Encryption of workflow payloads and failures.'),
  MONGODB_URI: z
    .string()
    .default('mongodb://localhost:27017/perennial?replicaSet=perennial')
    .describe('MongoDB replica set; set it to use your own instead of the embedded one.'),
  AZURE_STORAGE_CONNECTION_STRING: z
    .string()
    .default('UseDevelopmentStorage=true')
    .describe('Azure Blob storage; set it to use your own account instead of the embedded Azurite.'),
  BLOB_CONTAINER_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]{0,20}$/)
    .default('perennial-')
    .describe('Put before each container name.'),
  BLOB_PUBLIC_URL: z
    .string()
    .default('')
    .describe('Blob endpoint as browsers reach it, where it differs from the connection string (compose).'),
  PERENNIAL_JWT_SECRET: z.string().min(32).describe('Signs access tokens. Generated on first start.'),
  PERENNIAL_STATE_SECRET: z
    .string()
    .min(32)
    .describe('Signs login states and the links in mails. Generated on first start.'),
  PERENNIAL_TOKEN_KEYS: keyList.describe(
    'Keys that encrypt tokens at rest, kid:base64 of 32 bytes, the first is current. Generated on first start.',
  ),
  PERENNIAL_CODEC_KEYS: keyList.describe(
    'Keys that encrypt workflow payloads, same form. Generated on first start.',
  ),
  PERENNIAL_LOCAL_KEY: z
    .string()
    .min(32)
    .optional()
    .describe('Key of the command line on this machine. Generated on first start.'),
  SANDBOX_URL: z
    .string()
    .default('')
    .describe('Address of the sandbox that stands in for services without credentials; empty: none.'),
  SANDBOX_PUBLIC_URL: z
    .string()
    .default('')
    .describe('Sandbox as browsers reach it, where it differs from SANDBOX_URL (compose).'),
  SANDBOX_SMTP_URL: z.string().default('').describe('Mail server of the sandbox.'),
  TRUST_PROXY_HOPS: z.coerce
    .number()
    .int()
    .min(0)
    .max(5)
    .default(0)
    .describe('Exact number of reverse proxies in front of the API.'),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter(Boolean))
    .describe('Other origins that may call the API with a Bearer token, comma-separated.'),
  ACCESS_TOKEN_HOURS: z.coerce
    .number()
    .min(0.1)
    .max(720)
    .default(24)
    .describe('How long an access token lasts.'),
  BREACHED_PASSWORD_API: z
    .string()
    .default('')
    .describe(
      'Base address of a k-anonymity range API, such as https://api.pwnedpasswords.com; empty: bundled list only.',
    ),
  MAIL_FROM: z.string().default('Perennial <perennial@localhost>').describe('Sender of mails.'),
  CAPTION_PROVIDERS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    )
    .describe(
      'Captioners in order: azure-vision-4, azure-vision-3, local. Empty: those with credentials, then local. none: pictures are not captioned.',
    ),
  CAPTION_WINDOW: z.coerce
    .number()
    .int()
    .min(1)
    .max(50)
    .default(5)
    .describe('Captions asked for at the same time.'),
  BACKUP_PAGE_SIZE: z.coerce.number().int().min(1).max(100).default(50).describe('Items asked for per page.'),
  BACKUP_PAGE_LIMIT: z.coerce
    .number()
    .int()
    .min(1)
    .default(2000)
    .describe('Pages read at most per listing; reaching it is a warning.'),
  DOWNLOAD_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(8)
    .describe('Downloads at the same time per page.'),
  MAX_PICTURE_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(50 * 1024 * 1024)
    .describe('Largest picture that is accepted, in bytes.'),
  BACKUP_IMAGE_COPIES: onOff
    .prefault('off')
    .describe('Also copy the images of each backup into its own folder of blob storage.'),
  BACKUP_GRACE_DAYS: z.coerce
    .number()
    .min(0)
    .max(365)
    .default(7)
    .describe('Days in which a deleted backup can be restored, before it is erased.'),
  METRICS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(0)
    .describe('Metrics of a worker; 0: none.'),
  HEALTH_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(0)
    .describe('/livez and /readyz of a worker; 0: none.'),
});

export type Env = z.output<typeof coreSettings> & {
  /** Everything as it came, for the vendors' own settings. */
  raw: Readonly<Record<string, string | undefined>>;
};

/**
 * Reads the environment once. An empty value counts as not set.
 * Throws one Error that names every wrong setting and what it should be.
 */
export function parseEnv(source: Record<string, string | undefined> = process.env): Env {
  const raw = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = coreSettings.safeParse(raw);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`These settings are missing or wrong:\n${lines.join('\n')}`);
  }
  return { ...result.data, raw };
}

/**
 * The environment of this process. Started ahead of the servers it needs (`PERENNIAL_SETTINGS=message`), it waits for
 * the parent's message with their addresses; its code is loaded by then. Ends the process when the parent is gone.
 */
export async function receiveEnv(): Promise<Record<string, string | undefined>> {
  if (process.env.PERENNIAL_SETTINGS !== 'message') return process.env;
  const orphaned = () => process.exit(1);
  process.once('disconnect', orphaned);
  if (!process.connected) orphaned();
  const [{ settings }] = (await once(process, 'message')) as [{ settings: Record<string, string> }];
  process.off('disconnect', orphaned);
  return { ...process.env, ...settings };
}
