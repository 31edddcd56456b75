import { type Import, importRoutes } from '../../schemas/contracts/imports.ts';
import { type ApiClient, fillPath } from '../api-client.ts';
import { findFile } from './open-upload.ts';
import type { Part } from './part.ts';
import { retryCall } from './retry-call.ts';

/** Chunks on their way at once: enough to keep disk and storage busy, half of what the API lets one user send. */
const inFlight = 3;

interface Chunk {
  fileId: string;
  part: Part;
  index: number;
}

/** Sends every chunk that the upload lacks; `onSent` hears the bytes of each that has arrived. */
export async function sendParts(
  api: ApiClient,
  upload: Import,
  parts: readonly Part[],
  options: { signal: AbortSignal; onSent: (bytes: number) => void },
): Promise<void> {
  const queue = missingChunks(upload, parts);
  // One lane that fails stops the others at once.
  const broken = new AbortController();
  const signal = AbortSignal.any([options.signal, broken.signal]);
  const lane = async () => {
    for (const { fileId, part, index } of queue) {
      signal.throwIfAborted();
      const offset = index * upload.chunkBytes;
      const body = await part.read(offset, Math.min(upload.chunkBytes, part.bytes - offset));
      await retryCall(signal, () => send(api, { importId: upload.id, fileId, index }, body, signal));
      options.onSent(body.length);
    }
  };
  const lanes = Array.from({ length: inFlight }, () =>
    lane().catch((error: unknown) => {
      broken.abort(error);
      throw error;
    }),
  );
  // All of them end before the failure is told, so that nothing is still being read or sent.
  const failed = (await Promise.allSettled(lanes)).find(({ status }) => status === 'rejected');
  if (failed) throw options.signal.aborted ? options.signal.reason : broken.signal.reason;
}

function* missingChunks(upload: Import, parts: readonly Part[]): Generator<Chunk> {
  for (const part of parts) {
    const file = findFile(upload, part);
    if (!file) throw new Error(`The upload does not know ${part.name}.`);
    for (const [first, last] of file.missing) {
      for (let index = first; index <= last; index += 1) yield { fileId: file.id, part, index };
    }
  }
}

async function send(
  api: ApiClient,
  { importId, fileId, index }: { importId: string; fileId: string; index: number },
  body: Buffer,
  signal: AbortSignal,
): Promise<void> {
  const path = fillPath(importRoutes.putImportChunk, { importId, fileId, index: String(index) });
  const answer = await api.request(path, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(body.buffer as ArrayBuffer, body.byteOffset, body.length),
    signal,
  });
  await answer.arrayBuffer();
}
