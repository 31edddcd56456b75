import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';

const piece = 65_536;

/** Streams a file with Content-Length, ETag (304) and one Range (206, 416). */
export async function sendBytes(req: Request, res: Response, bytes: Buffer, type: string): Promise<void> {
  const etag = `"${createHash('sha1').update(bytes).digest('hex')}"`;
  res.set({
    etag,
    'accept-ranges': 'bytes',
    'content-type': type,
    'cache-control': 'max-age=1209600, no-transform',
  });
  if (req.headers['if-none-match'] === etag) return void res.status(304).end();
  const range = readRange(req.headers.range, bytes.length, String(req.headers['if-range'] ?? etag), etag);
  if (range === 'unsatisfiable')
    return void res.status(416).set('content-range', `bytes */${bytes.length}`).end();
  const [first, last] = range ?? [0, bytes.length - 1];
  if (range !== undefined) res.status(206).set('content-range', `bytes ${first}-${last}/${bytes.length}`);
  res.set('content-length', String(last - first + 1));
  if (req.method === 'HEAD') return void res.end();
  await pipeline(Readable.from(pieces(bytes, first, last)), res).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

function* pieces(bytes: Buffer, first: number, last: number): Generator<Buffer> {
  for (let at = first; at <= last; at += piece) yield bytes.subarray(at, Math.min(at + piece, last + 1));
}

/** First and last byte; undefined for the whole, also when several ranges are asked or the file has changed. */
function readRange(header: string | undefined, size: number, ifRange: string, etag: string) {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (found === null || ifRange !== etag || (found[1] === '' && found[2] === '')) return undefined;
  const [from, to] = [found[1], found[2]];
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return first > last || first >= size ? ('unsatisfiable' as const) : ([first, last] as [number, number]);
}
