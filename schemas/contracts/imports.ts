import { z } from 'zod';
import { Id, Instant, PageQuery, pageOf } from './common.ts';
import { Job } from './jobs.ts';
import { defineRoute } from './route.ts';

/** Bytes of every chunk of an upload but its last one. */
export const chunkBytes = 8 * 1024 * 1024;
/** Parts of one archive. */
export const mostParts = 50;
/** Bytes of one part; Azure block blobs would hold more (https://learn.microsoft.com/azure/storage/blobs/scalability-targets). */
export const mostPartBytes = 200 * 1024 ** 3;

export const ImportFile = z
  .object({
    id: Id,
    name: z.string(),
    bytes: z.number().int(),
    /** Tells the client that a file chosen again after a reload is the same one. */
    fingerprint: z.string().nullable(),
    chunks: z.number().int().describe('how many chunks make the file'),
    missing: z
      .array(z.tuple([z.number().int(), z.number().int()]))
      .describe(
        'ranges of chunk numbers (first, last) that have not arrived yet; empty when the file is whole',
      ),
    receivedBytes: z.number().int(),
  })
  .meta({ id: 'ImportFile' });
export type ImportFile = z.infer<typeof ImportFile>;

export const ImportState = z.enum(['uploading', 'running', 'done', 'failed', 'cancelled', 'refused']);
export type ImportState = z.infer<typeof ImportState>;

/** The parts of one "download your information" archive on their way into a backup. */
export const Import = z
  .object({
    id: Id,
    workspaceId: Id,
    state: ImportState,
    connectionId: Id.nullable().describe('the connected account it was said to belong to'),
    includeMessages: z.boolean(),
    chunkBytes: z.number().int(),
    files: z.array(ImportFile),
    jobId: Id.nullable(),
    backupId: Id.nullable(),
    error: z.object({ code: z.string(), message: z.string() }).nullable().describe('why it was refused'),
    createdAt: Instant,
    expiresAt: Instant.describe('an upload nobody goes on with is forgotten then'),
  })
  .meta({ id: 'Import' });
export type Import = z.infer<typeof Import>;

const count = z.number().int().min(0);

export const ImportProblem = z.object({
  path: z.string().describe('in the archive, as it names it'),
  code: z.enum(['missing', 'unreadable', 'not_a_picture', 'too_large', 'elsewhere', 'bad_json']),
  message: z.string().describe('one sentence: what is wrong and what to do'),
});
export type ImportProblem = z.infer<typeof ImportProblem>;

/** What became of everything that the archive speaks of. `found = imported + merged + missing + unreadable`. */
export const ImportReport = z
  .object({
    network: z.enum(['facebook', 'instagram']),
    era: z.string().describe('layout of the archive, such as "2024 on"'),
    account: z.object({ name: z.string(), username: z.string().nullable() }),
    parts: z.array(z.object({ name: z.string(), bytes: count, entries: count })),
    photos: z.object({
      found: count,
      imported: count.describe('new to the workspace'),
      merged: count.describe('there already: same content, or the same photo from the network'),
      missing: count.describe('named by the archive, but not in it: a part is missing, or it lies elsewhere'),
      unreadable: count,
      remoteOnly: count.describe('known from earlier backups of the account, not in this archive; kept'),
    }),
    posts: z.object({ found: count, imported: count, merged: count, remoteOnly: count }),
    albums: count,
    comments: count,
    skipped: z.array(z.object({ what: z.enum(['messages', 'videos', 'other']), count })),
    problems: z.array(ImportProblem).max(500).describe('the first 500, file by file'),
    problemsTotal: count,
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.infer<typeof ImportReport>;

const FileName = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .refine((name) => !/[/\\\p{Cc}]/u.test(name), 'A file name without folders.');
const NewFile = z.object({
  name: FileName,
  bytes: z
    .number()
    .int()
    .min(0)
    .max(mostPartBytes)
    .describe('exact size; an empty file is accepted here and refused with its reason at the start'),
  fingerprint: z.string().max(200).nullable().default(null),
});

const area = 'memories' as const;
const object = { kind: 'import', param: 'importId' } as const;
const params = z.object({ importId: Id });
const fileParams = params.extend({ fileId: Id });

export const importRoutes = {
  createImport: defineRoute({
    id: 'createImport',
    area,
    method: 'post',
    path: '/memories/imports',
    summary: 'Open an upload for the parts of one archive',
    auth: 'user',
    role: 'editor',
    workspace: true,
    idempotent: true,
    body: z.object({
      files: z.array(NewFile).min(1).max(mostParts),
      connectionId: Id.nullable().default(null).describe('whose archive it is; null: found out by its name'),
      includeMessages: z.boolean().default(false).describe('put messages into the ZIP, and nowhere else'),
    }),
    response: Import,
    status: 201,
  }),
  listImports: defineRoute({
    id: 'listImports',
    area,
    method: 'get',
    path: '/memories/imports',
    summary: 'Uploads and imports of the workspace, newest first',
    auth: 'user',
    workspace: true,
    query: PageQuery.extend({ state: ImportState.optional() }),
    response: pageOf(Import),
    status: 200,
  }),
  getImport: defineRoute({
    id: 'getImport',
    area,
    method: 'get',
    path: '/memories/imports/{importId}',
    summary: 'One upload: which chunks are still missing',
    auth: 'user',
    object,
    params,
    response: Import,
    status: 200,
  }),
  addImportFile: defineRoute({
    id: 'addImportFile',
    area,
    method: 'post',
    path: '/memories/imports/{importId}/files',
    summary: 'Add a part',
    auth: 'user',
    role: 'editor',
    object,
    params,
    idempotent: true,
    body: NewFile,
    response: Import,
    status: 201,
  }),
  removeImportFile: defineRoute({
    id: 'removeImportFile',
    area,
    method: 'delete',
    path: '/memories/imports/{importId}/files/{fileId}',
    summary: 'Take a part out again',
    auth: 'user',
    role: 'editor',
    object,
    params: fileParams,
    response: Import,
    status: 200,
  }),
  putImportChunk: defineRoute({
    id: 'putImportChunk',
    area,
    method: 'put',
    path: '/memories/imports/{importId}/files/{fileId}/chunks/{index}',
    summary:
      'Bytes of one chunk, in any order and as often as need be; every one but the last has chunkBytes',
    auth: 'user',
    role: 'editor',
    object,
    params: fileParams.extend({ index: z.coerce.number().int().min(0).max(49_999) }),
    consumes: 'application/octet-stream',
    response: ImportFile,
    status: 200,
    limit: { max: 6000, windowSeconds: 60 },
  }),
  startImport: defineRoute({
    id: 'startImport',
    area,
    method: 'post',
    path: '/memories/imports/{importId}/start',
    summary: 'All parts are there: make a backup of them',
    auth: 'user',
    role: 'editor',
    object,
    params,
    idempotent: true,
    response: Job,
    status: 202,
  }),
  abandonImport: defineRoute({
    id: 'abandonImport',
    area,
    method: 'delete',
    path: '/memories/imports/{importId}',
    summary: 'Forget an upload and what has arrived of it',
    auth: 'user',
    role: 'editor',
    object,
    params,
    status: 204,
  }),
  getImportReport: defineRoute({
    id: 'getImportReport',
    area,
    method: 'get',
    path: '/memories/backups/{backupId}/import-report',
    summary: 'What became of everything in the archive that this backup was made from',
    auth: 'user',
    object: { kind: 'backup', param: 'backupId' },
    params: z.object({ backupId: Id }),
    response: ImportReport,
    status: 200,
  }),
};
