import { z } from 'zod';
import { Id, Instant, PageQuery, pageOf } from './common.ts';
import { Job } from './jobs.ts';
import { Asset, Backup } from './memories.ts';
import { defineRoute } from './route.ts';

const area = 'memories' as const;
const backup = { kind: 'backup', param: 'backupId' } as const;
const params = z.object({ backupId: Id });
const count = z.number().int().min(0);

/** Result of re-reading a backup against its manifest. */
export const Verification = z
  .object({
    id: Id,
    workspaceId: Id,
    backupId: Id,
    jobId: Id.nullable().describe('null for the weekly sample'),
    state: z.enum(['running', 'whole', 'damaged', 'failed', 'cancelled']),
    scope: z.enum(['all', 'sample']),
    checked: z.object({ blobs: count, entries: count, bytes: count }),
    findings: z
      .array(
        z.object({
          where: z.enum(['blob', 'zip']),
          kind: z.enum(['missing', 'changed', 'untracked']),
          path: z.string().describe('below the backup’s folder'),
          message: z.string().describe('what is wrong and what to do'),
        }),
      )
      .max(500),
    findingsTotal: count,
    startedAt: Instant,
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'Verification' });
export type Verification = z.infer<typeof Verification>;

export const Album = z
  .object({
    name: z.string(),
    photos: count,
    cover: Asset.nullable(),
    from: Instant.nullable(),
    to: Instant.nullable(),
  })
  .meta({ id: 'Album' });
export type Album = z.infer<typeof Album>;

export const careRoutes = {
  deleteBackup: defineRoute({
    id: 'deleteBackup',
    area,
    method: 'delete',
    path: '/memories/backups/{backupId}',
    summary: 'Delete a backup; it can be restored until `purgeAt`, then what nothing else uses is erased',
    auth: 'user',
    role: 'editor',
    object: { ...backup, deleted: true },
    params,
    response: Backup,
    status: 200,
  }),
  restoreBackup: defineRoute({
    id: 'restoreBackup',
    area,
    method: 'post',
    path: '/memories/backups/{backupId}/restore',
    summary: 'Undo a deletion',
    auth: 'user',
    role: 'editor',
    object: { ...backup, deleted: true },
    params,
    response: Backup,
    status: 200,
  }),
  verifyBackup: defineRoute({
    id: 'verifyBackup',
    area,
    method: 'post',
    path: '/memories/backups/{backupId}/verify',
    summary: 'Re-read every blob and every entry of the ZIP and compare them with the manifest',
    auth: 'user',
    role: 'editor',
    object: backup,
    params,
    idempotent: true,
    response: Job,
    status: 202,
  }),
  listVerifications: defineRoute({
    id: 'listVerifications',
    area,
    method: 'get',
    path: '/memories/backups/{backupId}/verifications',
    summary: 'Checks of a backup, newest first',
    auth: 'user',
    object: backup,
    params,
    query: PageQuery,
    response: pageOf(Verification),
    status: 200,
  }),
  listAlbums: defineRoute({
    id: 'listAlbums',
    area,
    method: 'get',
    path: '/memories/backups/{backupId}/albums',
    summary: 'Albums of a backup by name',
    auth: 'user',
    object: backup,
    params,
    response: z.object({ items: z.array(Album) }),
    status: 200,
  }),
  editDate: defineRoute({
    id: 'editDate',
    area,
    method: 'patch',
    path: '/assets/{assetId}/date',
    summary: 'Say when a picture was taken; null goes back to what the file and the network say',
    auth: 'user',
    role: 'editor',
    object: { kind: 'asset', param: 'assetId' },
    params: z.object({ assetId: Id }),
    body: z.object({ takenAt: Instant.nullable() }),
    response: Asset,
    status: 200,
  }),
};
