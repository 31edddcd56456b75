import { z } from 'zod';

/** Written last: a folder without it is no copy, whatever else lies there. */
export const markerName = 'manifest.json';
/** One line for each file. */
export const indexName = 'files.ndjson';

const count = z.number().int().min(0);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const CopiedFile = z.object({
  /** Below the copy's folder. */
  path: z
    .string()
    .regex(/^(database|blobs|keys)\/[\w./-]+$/)
    .refine((path) => !path.includes('..')),
  bytes: count,
  sha256: Sha256,
  from: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('collection'), name: z.string() }),
    z.object({
      kind: z.literal('blob'),
      container: z.enum(['assets', 'backups', 'uploads']),
      name: z.string(),
      contentType: z.string(),
    }),
    z.object({ kind: z.literal('keys'), name: z.enum(['secrets.json', 'demo.json']) }),
  ]),
});
export type CopiedFile = z.infer<typeof CopiedFile>;

export const CopyManifest = z.object({
  format: z.literal('perennial-installation'),
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  index: z.object({ bytes: count, sha256: Sha256 }),
  /** Numbers of the migrations that the database has been through. */
  migrations: z.array(z.number().int()),
  totals: z.object({ collections: count, blobs: count, bytes: count }),
});
export type CopyManifest = z.infer<typeof CopyManifest>;
