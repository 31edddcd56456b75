import { PassThrough, Readable } from 'node:stream';
import type { Import } from '../../schemas/contracts/imports.ts';

/** Without its length when it is a stream. */
export type ChunkBody = Uint8Array<ArrayBuffer> | ReadableStream | string;

export const chunkPath = (upload: Import, index: number | string, file = 0) =>
  `/api/v1/memories/imports/${upload.id}/files/${upload.files[file]?.id}/chunks/${index}`;

/** Sends one chunk of the first file of an upload as whoever has the token. */
export async function sendChunk(
  { url, token }: { url: string; token: string },
  upload: Import,
  index: number | string,
  bytes: ChunkBody,
  headers: Record<string, string> = {},
) {
  const answer = await fetch(url + chunkPath(upload, index), {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      ...headers,
    },
    body: bytes,
    duplex: 'half',
  } as RequestInit);
  const text = await answer.text();
  const body = text ? JSON.parse(text) : null;
  return { status: answer.status, body, code: body?.error?.code, headers: answer.headers };
}

/**
 * One chunk as often as one user may send at once, all of them on their way, and once more, which is refused;
 * `finish` sends the ends of the others.
 */
export async function sendSlowly(
  as: { url: string; token: string },
  upload: Import,
  index: number,
  buffer: Buffer,
) {
  const sending = Array.from({ length: 7 }, () => {
    const body = new PassThrough();
    body.write(buffer.subarray(0, 10));
    const answer = sendChunk(as, upload, index, Readable.toWeb(body) as ReadableStream);
    return { answer, end: () => body.end(buffer.subarray(10)) };
  });
  const first = await Promise.race(sending.map(async (one) => ({ one, busy: await one.answer })));
  const others = sending.filter((one) => one !== first.one);
  return {
    busy: first.busy,
    finish: () => {
      for (const { end } of others) end();
      return Promise.all(others.map(({ answer }) => answer));
    },
  };
}
