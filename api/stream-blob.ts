import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { Blobs, ContainerName } from '../runtime/blob.ts';
import { AppError, notFound } from '../schemas/contracts/errors.ts';

export interface BlobAnswer {
  container: ContainerName;
  blobName: string;
  bytes: number;
  mime: string;
  /** Hash of the content: a strong ETag. */
  etag: string;
  /** Etag in storage: what has been replaced since is not sent in its place. */
  ifMatch?: string | undefined;
  /** Download under this name; absent: shown in place. */
  fileName?: string;
  cacheControl: string;
}

/**
 * Sends a blob with ETag and single ranges (RFC 9110 §13, §14). Throws 404 and 416, which are never cached. `note` runs
 * while the blob is opened; nothing is sent before it has succeeded.
 */
export async function streamBlob(
  blobs: Blobs,
  blob: BlobAnswer,
  request: Request,
  response: Response,
  note: () => Promise<void> = async () => undefined,
): Promise<void> {
  const etag = `"${blob.etag}"`;
  const lasting = { 'Accept-Ranges': 'bytes', 'Cache-Control': blob.cacheControl, ETag: etag };
  const known = request.get('if-none-match');
  if (known?.trim() === '*' || known?.includes(etag)) {
    await note();
    return void response.status(304).set(lasting).end();
  }

  const open = async () => {
    const range = chooseRange(request, response, etag, blob.bytes);
    const length = range ? range.end - range.start + 1 : blob.bytes;
    if (request.method === 'HEAD') return { range, length, stream: null };
    const stream = await blobs.open(blob.container, blob.blobName, range?.start ?? 0, length, blob.ifMatch);
    if (!stream) throw notFound('file');
    // Storage may break off before anybody reads: without a listener that would end the process.
    stream.on('error', () => undefined);
    return { range, length, stream };
  };
  const [opened, noted] = await Promise.allSettled([open(), note()]);
  if (opened.status === 'rejected') throw opened.reason;
  const { range, length, stream } = opened.value;
  if (noted.status === 'rejected') {
    stream?.destroy();
    throw noted.reason;
  }
  if (stream?.errored) throw stream.errored;
  response.status(range ? 206 : 200).set({
    ...lasting,
    'Content-Type': blob.mime,
    'Content-Length': String(length),
    'X-Content-Type-Options': 'nosniff',
    ...(blob.fileName ? { 'Content-Disposition': `attachment; filename="${blob.fileName}"` } : {}),
    ...(range ? { 'Content-Range': `bytes ${range.start}-${range.end}/${blob.bytes}` } : {}),
  });
  if (stream) await sendStream(stream, response);
  else response.end();
}

/** The one range asked for; null for all of it, also where several are asked for or the content has changed. */
function chooseRange(
  request: Request,
  response: Response,
  etag: string,
  bytes: number,
): { start: number; end: number } | null {
  const condition = request.get('if-range');
  if (request.method !== 'GET' || (condition !== undefined && condition !== etag)) return null;
  const range = parseRange(request.get('range') ?? '', bytes);
  if (range !== 'beyond') return range;
  response.set('Content-Range', `bytes */${bytes}`);
  throw new AppError(416, 'common.range_not_satisfiable', 'The file ends before that part of it.');
}

/** A single range (RFC 9110 §14.1.2); null for none, for several and for what is no range. */
function parseRange(header: string, bytes: number): { start: number; end: number } | 'beyond' | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  if (first === undefined || last === undefined || first + last === '') return null;
  if (first === '') {
    const start = Math.max(0, bytes - Number(last));
    return start < bytes ? { start, end: bytes - 1 } : 'beyond';
  }
  if (last !== '' && Number(last) < Number(first)) return null;
  if (Number(first) >= bytes) return 'beyond';
  return { start: Number(first), end: Math.min(bytes - 1, last === '' ? bytes : Number(last)) };
}

/** Sends a stream to its end; a client that goes away is no error. */
export async function sendStream(stream: Readable, response: Response): Promise<void> {
  await pipeline(stream, response).catch((error: NodeJS.ErrnoException) => {
    if (!goneAway.includes(error.code ?? '')) throw error;
  });
}

const goneAway = ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE'];
