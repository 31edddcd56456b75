import { z } from 'zod';
import { Id, Instant, PageQuery, pageOf, SitePath } from './common.ts';
import { Job } from './jobs.ts';
import { defineRoute } from './route.ts';

export const Place = z.object({
  name: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string().nullable(),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
});
export type Place = z.infer<typeof Place>;

export const CaptionSource = z.enum(['azure-vision-4', 'azure-vision-3', 'local', 'person', 'none']);
export type CaptionSource = z.infer<typeof CaptionSource>;

export const Caption = z.object({
  text: z.string().describe('empty when no captioner could describe the picture'),
  source: CaptionSource,
  model: z.string().nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  dense: z.array(z.object({ text: z.string(), confidence: z.number(), box: z.array(z.number()).length(4) })),
  tags: z.array(z.string()),
  revision: z.number().int().describe('send it with an edit; a stale one is refused'),
  editedAt: Instant.nullable(),
});
export type Caption = z.infer<typeof Caption>;

export const Asset = z
  .object({
    id: Id,
    workspaceId: Id,
    sha256: z.string(),
    mime: z.string(),
    bytes: z.number().int(),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
    takenAt: Instant.nullable(),
    takenAtOrigin: z
      .enum(['person', 'exif', 'backdated', 'post', 'upload'])
      .nullable()
      .describe('where the date is from; in this order of trust'),
    place: Place.nullable(),
    caption: Caption,
    preview: z.string().nullable().describe('tiny data: URI for blur-up'),
    urls: z.object({ original: z.string(), web: z.string(), thumb: z.string() }),
  })
  .meta({ id: 'Asset' });
export type Asset = z.infer<typeof Asset>;

/** One photo or post of a backup. `asset` is null while (or if) its picture could not be stored. */
export const Memory = z
  .object({
    id: Id,
    backupId: Id,
    kind: z.enum(['photo', 'post']),
    remoteId: z.string(),
    createdAt: Instant.nullable().describe('when the network says it was published'),
    at: Instant.nullable().describe('the date that lists order it by; null for one without any'),
    text: z.string().describe('post message or photo title, as written'),
    album: z.string().nullable(),
    place: Place.nullable(),
    permalink: z.string().nullable(),
    state: z.enum(['listed', 'stored', 'failed']),
    problem: z.string().nullable(),
    asset: Asset.nullable(),
    photos: z.array(Asset).describe('pictures of a post'),
    tags: z.array(z.string()).describe('names of people tagged'),
    comments: z.array(
      z.object({ author: z.string().nullable(), text: z.string(), createdAt: Instant.nullable() }),
    ),
    carried: z.boolean().describe('from an earlier backup of the account; this one did not see it again'),
  })
  .meta({ id: 'Memory' });
export type Memory = z.infer<typeof Memory>;

export const Connection = z
  .object({
    id: Id,
    workspaceId: Id,
    provider: z.enum(['facebook']),
    mode: z.enum(['live', 'sandbox']),
    remoteId: z.string(),
    displayName: z.string(),
    scopes: z.array(z.string()).describe('permissions granted now'),
    declined: z.array(z.string()),
    state: z.enum(['connected', 'reconnect', 'disconnected']),
    stateReason: z.string().nullable(),
    expiresAt: Instant.nullable(),
    connectedAt: Instant,
  })
  .meta({ id: 'Connection' });
export type Connection = z.infer<typeof Connection>;

export const Backup = z
  .object({
    id: Id,
    workspaceId: Id,
    source: z.enum(['network', 'archive']).describe('read from the network, or from an archive it gave out'),
    connectionId: Id.nullable().describe('null for an archive of an account that is not connected'),
    jobId: Id,
    name: z.string().describe('folder name, such as facebook-2026-11-21-7f3k'),
    provider: z.enum(['facebook', 'instagram']),
    account: z.object({ remoteId: z.string(), displayName: z.string() }),
    state: z.enum(['queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled']),
    counts: z.object({
      photos: z.number().int(),
      newPhotos: z.number().int(),
      duplicates: z.number().int(),
      failedPhotos: z.number().int(),
      posts: z.number().int(),
      captions: z.number().int(),
      bytes: z.number().int(),
    }),
    archive: z
      .object({ bytes: z.number().int(), sha256: z.string(), entries: z.number().int(), verifiedAt: Instant })
      .nullable()
      .describe('null until the ZIP is written, read back and found whole'),
    cover: z.array(Asset).max(6),
    createdAt: Instant,
    finishedAt: Instant.nullable(),
    deletedAt: Instant.nullable().describe('deleted, and can be restored until purgeAt'),
    purgeAt: Instant.nullable(),
  })
  .meta({ id: 'Backup' });
export type Backup = z.infer<typeof Backup>;

export const facebookScopes = ['public_profile', 'user_photos', 'user_posts'] as const;
export type FacebookScope = (typeof facebookScopes)[number];

const BackupParams = z.object({ backupId: Id });
const backup = { kind: 'backup', param: 'backupId' } as const;
const area = 'memories' as const;

export const memoriesRoutes = {
  authorizeFacebook: defineRoute({
    id: 'authorizeFacebook',
    area,
    method: 'post',
    path: '/oauth/facebook/authorize',
    summary: 'Address of the login dialog; the state in it is signed, single-use and lasts ten minutes',
    auth: 'user',
    role: 'editor',
    workspace: true,
    body: z.object({
      purpose: z.enum(['memories']).default('memories'),
      scopes: z.array(z.enum(facebookScopes)).optional().describe('default public_profile and user_photos'),
      returnTo: SitePath.optional().describe('where the user is sent afterwards'),
    }),
    response: z.object({ url: z.url(), expiresAt: Instant }),
    status: 200,
  }),
  facebookCallback: defineRoute({
    id: 'facebookCallback',
    area,
    method: 'get',
    path: '/oauth/facebook/callback',
    summary: 'Where the login dialog returns to; answers with a redirect into the web UI',
    auth: 'user',
    query: z.object({
      state: z.string().max(2000).optional(),
      code: z.string().max(4000).optional(),
      error: z.string().max(200).optional(),
      error_reason: z.string().max(200).optional(),
      error_description: z.string().max(1000).optional(),
      error_code: z.string().max(50).optional(),
    }),
    produces: 'redirect',
    status: 302,
  }),
  listConnections: defineRoute({
    id: 'listConnections',
    area,
    method: 'get',
    path: '/accounts/connected',
    summary: 'Connected accounts of the workspace',
    auth: 'user',
    workspace: true,
    response: z.object({ items: z.array(Connection) }),
    status: 200,
  }),
  verifyConnection: defineRoute({
    id: 'verifyConnection',
    area,
    method: 'post',
    path: '/accounts/{connectionId}/verify',
    summary: 'Ask the network whether the token still works and which permissions it has',
    auth: 'user',
    role: 'editor',
    object: { kind: 'connection', param: 'connectionId' },
    params: z.object({ connectionId: Id }),
    response: Connection,
    status: 200,
  }),
  disconnect: defineRoute({
    id: 'disconnect',
    area,
    method: 'post',
    path: '/accounts/{connectionId}/disconnect',
    summary: 'Forget the token and withdraw the permissions; backups stay',
    auth: 'user',
    role: 'editor',
    object: { kind: 'connection', param: 'connectionId' },
    params: z.object({ connectionId: Id }),
    response: Connection,
    status: 200,
  }),
  createBackup: defineRoute({
    id: 'createBackup',
    area,
    method: 'post',
    path: '/memories/backups',
    summary: 'Start a backup of a connected account',
    auth: 'user',
    role: 'editor',
    workspace: true,
    idempotent: true,
    body: z.object({ connectionId: Id, includePosts: z.boolean().default(true) }),
    response: Job,
    status: 202,
  }),
  listBackups: defineRoute({
    id: 'listBackups',
    area,
    method: 'get',
    path: '/memories/backups',
    summary: 'Backups of the workspace, newest first',
    auth: 'user',
    workspace: true,
    query: PageQuery.extend({
      deleted: z
        .stringbool()
        .default(false)
        .describe('those that can still be restored, instead of the others'),
    }),
    response: pageOf(Backup),
    status: 200,
  }),
  getBackup: defineRoute({
    id: 'getBackup',
    area,
    method: 'get',
    path: '/memories/backups/{backupId}',
    summary: 'One backup with its counts and archive',
    auth: 'user',
    object: backup,
    params: BackupParams,
    response: Backup,
    status: 200,
  }),
  listMemories: defineRoute({
    id: 'listMemories',
    area,
    method: 'get',
    path: '/memories/backups/{backupId}/memories',
    summary: 'Photos and posts of a backup, newest first by their own date',
    auth: 'user',
    object: backup,
    params: BackupParams,
    query: PageQuery.extend({
      kind: z.enum(['photo', 'post']).optional(),
      q: z.string().trim().max(200).optional().describe('words of a caption, a post or a place'),
      state: z.enum(['listed', 'stored', 'failed']).optional(),
      album: z.string().max(500).optional().describe('exactly this album'),
    }),
    response: pageOf(Memory).extend({ total: z.number().int() }),
    status: 200,
  }),
  getMemory: defineRoute({
    id: 'getMemory',
    area,
    method: 'get',
    path: '/memories/{memoryId}',
    summary: 'One photo or post',
    auth: 'user',
    object: { kind: 'memory', param: 'memoryId' },
    params: z.object({ memoryId: Id }),
    response: Memory,
    status: 200,
  }),
  archiveLink: defineRoute({
    id: 'archiveLink',
    area,
    method: 'post',
    path: '/memories/backups/{backupId}/archive/link',
    summary: 'An address of blob storage for the ZIP, good for 20 minutes',
    auth: 'user',
    object: backup,
    params: BackupParams,
    response: z.object({ url: z.url(), expiresAt: Instant, bytes: z.number().int(), fileName: z.string() }),
    status: 200,
  }),
  archive: defineRoute({
    id: 'downloadArchive',
    area,
    method: 'get',
    path: '/memories/backups/{backupId}/archive',
    summary: 'The ZIP itself, streamed; honours Range',
    auth: 'user',
    object: backup,
    params: BackupParams,
    produces: 'application/zip',
    status: 200,
  }),
  jsonArchive: defineRoute({
    id: 'downloadJsonArchive',
    area,
    method: 'get',
    path: '/memories/backups/{backupId}/archive.json.zip',
    summary: 'Only the JSON files of the archive, zipped on the fly',
    auth: 'user',
    object: backup,
    params: BackupParams,
    produces: 'application/zip',
    status: 200,
  }),
  getAsset: defineRoute({
    id: 'getAsset',
    area,
    method: 'get',
    path: '/assets/{assetId}',
    summary: 'One media file with its caption',
    auth: 'user',
    object: { kind: 'asset', param: 'assetId' },
    params: z.object({ assetId: Id }),
    response: Asset,
    status: 200,
  }),
  assetContent: defineRoute({
    id: 'downloadAsset',
    area,
    method: 'get',
    path: '/assets/{assetId}/content/{rendition}',
    summary: 'Bytes of the original or of a rendition; original is an attachment and honours Range',
    auth: 'user',
    object: { kind: 'asset', param: 'assetId' },
    params: z.object({ assetId: Id, rendition: z.enum(['original', 'web', 'thumb']) }),
    produces: 'image/*',
    status: 200,
    limit: { max: 6000, windowSeconds: 60 },
  }),
  editCaption: defineRoute({
    id: 'editCaption',
    area,
    method: 'patch',
    path: '/assets/{assetId}/caption',
    summary: 'Replace a caption by one’s own words; no captioner overwrites it afterwards',
    auth: 'user',
    role: 'editor',
    object: { kind: 'asset', param: 'assetId' },
    params: z.object({ assetId: Id }),
    body: z.object({ text: z.string().trim().max(2000), revision: z.number().int().min(0) }),
    response: Asset,
    status: 200,
  }),
};
