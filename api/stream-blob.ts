import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { Blobs, ContainerName } from '../runtime/blob.ts';
import { notFound } from '../schemas/contracts/errors.ts';

export interface BlobAnswer {
  container: ContainerName;
  blobName: string;
  bytes: number;
  mime: string;
  /** Hash of the content: a strong ETag. */
  etag: string;
  /** Download under this name; absent: shown in place. */
  fileName?: string;
  cacheControl: string;
}

/** Sends a blob with ETag and single ranges (RFC 9110 §13, §14); a client that goes away is no error. */
export async function streamBlob(
  blobs: Blobs,
  blob: BlobAnswer,
  request: Request,
  response: Response,
): Promise<void> {
  const etag = `"${blob.etag}"`;
  response.set({
    'Accept-Ranges': 'bytes',
    'Cache-Control': blob.cacheControl,
    'Content-Type': blob.mime,
    'X-Content-Type-Options': 'nosniff',
    ETag: etag,
    ...(blob.fileName ? { 'Content-Disposition': `attachment; filename="${blob.fileName}"` } : {}),
  });
  if (request.get('if-none-match')?.includes(etag)) return void response.status(304).end();

  const wanted =
    request.get('if-range') && request.get('if-range') !== etag ? undefined : request.range(blob.bytes);
  if (wanted === -1) {
    return void response.status(416).set('Content-Range', `bytes */${blob.bytes}`).end();
  }
  const range =
    Array.isArray(wanted) && wanted.type === 'bytes' && wanted.length === 1 ? wanted[0] : undefined;
  const from = range?.start ?? 0;
  const length = range ? range.end - range.start + 1 : blob.bytes;
  if (range) {
    response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${blob.bytes}`);
  }
  response.set('Content-Length', String(length));
  if (request.method === 'HEAD') return void response.end();
  const stream = await blobs.open(blob.container, blob.blobName, from, length);
  if (!stream) throw notFound('file');
  await pipeline(stream, response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}
