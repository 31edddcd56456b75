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

export type ContainerName = 'assets' | 'backups';

export interface BlobInfo {
  name: string;
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
  /** Bytes from `offset`, at most `count`; null when there is no such blob. Reconnects in mid-stream by itself. */
  open(container: ContainerName, name: string, offset?: number, count?: number): Promise<Readable | null>;
  read(container: ContainerName, name: string): Promise<Buffer | null>;
  stat(container: ContainerName, name: string): Promise<BlobInfo | null>;
  remove(container: ContainerName, name: string): Promise<boolean>;
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
    async open(where, name, offset = 0, count) {
      try {
        const answer = await blob(where, name).download(offset, count, { maxRetryRequests: 5 });
        return (answer.readableStreamBody as Readable | undefined) ?? null;
      } catch (error) {
        if (isStatus(error, 404)) return null;
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
        return { name, bytes: properties.contentLength ?? 0 };
      } catch (error) {
        if (isStatus(error, 404)) return null;
        throw error;
      }
    },
    async remove(where, name) {
      return (await blob(where, name).deleteIfExists()).succeeded;
    },
    async *list(where, prefix) {
      for await (const item of container(where).listBlobsFlat({ prefix })) {
        yield { name: item.name, bytes: item.properties.contentLength ?? 0 };
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
      for (const name of ['assets', 'backups'] as const) await container(name).createIfNotExists();
    },
  };
}

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
