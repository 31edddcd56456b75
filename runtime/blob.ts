import type { Readable } from 'node:stream';
import {
  BlobSASPermissions,
  BlobServiceClient,
  type ContainerClient,
  RestError,
  SASProtocol,
  StorageRetryPolicyType,
} from '@azure/storage-blob';
import type { Env } from './env.ts';

export const containerNames = ['assets', 'backups', 'uploads'] as const;
export type ContainerName = (typeof containerNames)[number];

export interface BlobInfo {
  name: string;
  bytes: number;
  etag: string;
  modifiedAt: Date;
  contentType: string;
}

/** A block that was uploaded, but is not part of a blob yet; storage forgets it after a week. */
export interface StagedBlock {
  /** As it was given to stageBlock. */
  id: string;
  bytes: number;
}

export interface Blobs {
  /** Writes only if there is none of that name; true when this call wrote it. */
  create(container: ContainerName, name: string, bytes: Uint8Array, contentType: string): Promise<boolean>;
  /** Replaces; for small documents whose name is not their content. */
  put(container: ContainerName, name: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** Streams in blocks of 4 MiB, four at a time; nothing is visible before the last one is committed. */
  putStream(
    container: ContainerName,
    name: string,
    source: Readable,
    options: { contentType: string; signal?: AbortSignal; onProgress?: (bytes: number) => void },
  ): Promise<void>;
  /**
   * Uploads one block of a blob to come. `id`: at most 64 ASCII characters, all of one blob of equal length. Staging
   * an id again replaces it; any number of processes may stage at once.
   */
  stageBlock(
    container: ContainerName,
    name: string,
    id: string,
    bytes: Uint8Array,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Blocks staged so far and not committed. */
  stagedBlocks(container: ContainerName, name: string): Promise<StagedBlock[]>;
  /**
   * Makes a blob of staged blocks, in this order; what else was staged is dropped. With `ifMatch` (an etag, or null
   * for "there is none yet") it answers false instead of replacing what somebody else has written since.
   */
  commitBlocks(
    container: ContainerName,
    name: string,
    ids: string[],
    options: { contentType: string; ifMatch?: string | null },
  ): Promise<boolean>;
  /**
   * Bytes from `offset`, at most `count`; null when there is no such blob, or (with `ifMatch`, an etag) when it is
   * another one by now. Reconnects in mid-stream by itself.
   */
  open(
    container: ContainerName,
    name: string,
    offset?: number,
    count?: number,
    ifMatch?: string,
  ): Promise<Readable | null>;
  read(container: ContainerName, name: string): Promise<Buffer | null>;
  stat(container: ContainerName, name: string): Promise<BlobInfo | null>;
  /** True when this call removed it. With `ifMatch` (an etag) nothing happens to what was written anew since. */
  remove(container: ContainerName, name: string, options?: { ifMatch?: string }): Promise<boolean>;
  list(container: ContainerName, prefix: string): AsyncIterable<BlobInfo>;
  /** Read-only address of one blob for some minutes (https only, except on loopback). */
  signedUrl(
    container: ContainerName,
    name: string,
    options: { minutes: number; fileName: string; now: number },
  ): Promise<{ url: string; expiresAt: Date }>;
  /** Makes the containers; safe to repeat. */
  prepare(): Promise<void>;
}

const unknownType = 'application/octet-stream';
const blockBytes = 4 * 1024 * 1024;

/** Azure Blob storage, or Azurite by another connection string. */
export function createBlobs(env: Env): Blobs {
  const service = BlobServiceClient.fromConnectionString(env.AZURE_STORAGE_CONNECTION_STRING, {
    retryOptions: {
      retryPolicyType: StorageRetryPolicyType.EXPONENTIAL,
      maxTries: 4,
      retryDelayInMs: 200,
      maxRetryDelayInMs: 3_000,
    },
  });
  const container = (name: ContainerName): ContainerClient =>
    service.getContainerClient(env.BLOB_CONTAINER_PREFIX + name);
  const blob = (where: ContainerName, name: string) => container(where).getBlockBlobClient(name);

  return {
    async create(where, name, bytes, contentType) {
      try {
        await blob(where, name).uploadData(bytes, {
          blobHTTPHeaders: { blobContentType: contentType },
          conditions: { ifNoneMatch: '*' },
          maxSingleShotSize: 64 * 1024 * 1024,
        });
        return true;
      } catch (error) {
        if (isStatus(error, 409, 412)) return false;
        throw error;
      }
    },
    async put(where, name, bytes, contentType) {
      await blob(where, name).uploadData(bytes, { blobHTTPHeaders: { blobContentType: contentType } });
    },
    async putStream(where, name, source, options) {
      await blob(where, name).uploadStream(source, blockBytes, 4, {
        blobHTTPHeaders: { blobContentType: options.contentType },
        ...(options.signal ? { abortSignal: options.signal } : {}),
        ...(options.onProgress ? { onProgress: (event) => options.onProgress?.(event.loadedBytes) } : {}),
      });
    },
    async stageBlock(where, name, id, bytes, signal) {
      await blob(where, name).stageBlock(encodeId(id), bytes, bytes.length, {
        ...(signal ? { abortSignal: signal } : {}),
      });
    },
    async stagedBlocks(where, name) {
      try {
        const { uncommittedBlocks = [] } = await blob(where, name).getBlockList('uncommitted');
        return uncommittedBlocks.map((block) => ({ id: decodeId(block.name), bytes: block.size }));
      } catch (error) {
        if (isStatus(error, 404)) return [];
        throw error;
      }
    },
    async commitBlocks(where, name, ids, { contentType, ifMatch }) {
      try {
        await blob(where, name).commitBlockList(ids.map(encodeId), {
          blobHTTPHeaders: { blobContentType: contentType },
          ...(ifMatch === undefined
            ? {}
            : { conditions: ifMatch === null ? { ifNoneMatch: '*' } : { ifMatch } }),
        });
        return true;
      } catch (error) {
        if (ifMatch !== undefined && isStatus(error, 409, 412)) return false;
        throw error;
      }
    },
    async open(where, name, offset = 0, count, ifMatch) {
      try {
        const answer = await blob(where, name).download(offset, count, {
          maxRetryRequests: 5,
          ...(ifMatch ? { conditions: { ifMatch } } : {}),
        });
        return (answer.readableStreamBody as Readable | undefined) ?? null;
      } catch (error) {
        if (isStatus(error, 404, 412)) return null;
        throw error;
      }
    },
    async read(where, name) {
      const stream = await this.open(where, name);
      return stream ? Buffer.concat(await stream.toArray()) : null;
    },
    async stat(where, name) {
      try {
        const properties = await blob(where, name).getProperties();
        return {
          name,
          bytes: properties.contentLength ?? 0,
          etag: properties.etag ?? '',
          modifiedAt: properties.lastModified ?? new Date(0),
          contentType: properties.contentType ?? unknownType,
        };
      } catch (error) {
        if (isStatus(error, 404)) return null;
        throw error;
      }
    },
    async remove(where, name, { ifMatch } = {}) {
      try {
        return (await blob(where, name).deleteIfExists(ifMatch ? { conditions: { ifMatch } } : {})).succeeded;
      } catch (error) {
        if (ifMatch && isStatus(error, 412)) return false;
        throw error;
      }
    },
    async *list(where, prefix) {
      for await (const item of container(where).listBlobsFlat({ prefix })) {
        const { contentLength = 0, etag, lastModified, contentType = unknownType } = item.properties;
        yield { name: item.name, bytes: contentLength, etag, modifiedAt: lastModified, contentType };
      }
    },
    async signedUrl(where, name, options) {
      const client = blob(where, name);
      const expiresAt = new Date(options.now + options.minutes * 60_000);
      const secure = client.url.startsWith('https:');
      const url = await client.generateSasUrl({
        permissions: BlobSASPermissions.parse('r'),
        // Clocks differ: a start a little in the past keeps the link from being "not yet valid".
        startsOn: new Date(options.now - 5 * 60_000),
        expiresOn: expiresAt,
        protocol: secure ? SASProtocol.Https : SASProtocol.HttpsAndHttp,
        contentDisposition: `attachment; filename="${options.fileName}"`,
      });
      return { url: publicUrl(url, env.BLOB_PUBLIC_URL), expiresAt };
    },
    async prepare() {
      await Promise.all(containerNames.map((name) => container(name).createIfNotExists()));
    },
  };
}

/** Block ids travel in base64 (https://learn.microsoft.com/rest/api/storageservices/put-block). */
const encodeId = (id: string) => Buffer.from(id, 'ascii').toString('base64');
const decodeId = (id: string) => Buffer.from(id, 'base64').toString('ascii');

const isStatus = (error: unknown, ...statuses: number[]) =>
  error instanceof RestError && statuses.includes(error.statusCode ?? 0);

/** A signature covers path and account, not the host: browsers may reach the same storage by another name. */
function publicUrl(url: string, publicBase: string): string {
  if (!publicBase) return url;
  const from = new URL(url);
  const to = new URL(publicBase);
  from.protocol = to.protocol;
  from.host = to.host;
  return from.href;
}
