import type { Readable } from 'node:stream';
import { type ApiClient, ApiError } from '../../cli/api-client.ts';
import { chunkBytes, Import, importRoutes } from '../../schemas/contracts/imports.ts';
import { Job } from '../../schemas/contracts/jobs.ts';
import type { BigArchive } from '../../test/support/big-archive.ts';

const chunksAtOnce = 3;
const triesOfChunk = 4;

/** Bytes of each part: an upload names them before the first byte leaves. */
export async function measureParts(archive: BigArchive): Promise<number[]> {
  const sizes: number[] = [];
  for (const part of archive.parts) {
    let bytes = 0;
    for await (const chunk of part.open() as AsyncIterable<Buffer>) bytes += chunk.length;
    sizes.push(bytes);
  }
  return sizes;
}

/** Sends an archive in chunks while it is made, and starts its import; gives the job's id. */
export async function uploadArchive(
  api: ApiClient,
  options: { workspaceId: string; archive: BigArchive; partBytes: number[]; signal: AbortSignal },
): Promise<string> {
  const { workspaceId, archive, partBytes, signal } = options;
  const headers = { 'x-workspace-id': workspaceId, 'content-type': 'application/json' };
  const files = archive.parts.map(({ name }, i) => ({ name, bytes: partBytes[i] }));
  const answer = await api.request(`/api/v1${importRoutes.createImport.path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ files }),
  });
  const upload = Import.parse(await answer.json());
  for (const [i, part] of archive.parts.entries()) {
    const path = `/api/v1/memories/imports/${upload.id}/files/${upload.files[i]!.id}/chunks`;
    const atWork = new Set<Promise<unknown>>();
    let index = 0;
    for await (const chunk of cut(part.open())) {
      signal.throwIfAborted();
      const work: Promise<unknown> = send(api, `${path}/${index}`, chunk).finally(() => atWork.delete(work));
      atWork.add(work);
      index += 1;
      if (atWork.size >= chunksAtOnce) await Promise.race(atWork);
    }
    await Promise.all(atWork);
  }
  return Job.parse(
    await (await api.request(`/api/v1/memories/imports/${upload.id}/start`, { method: 'POST' })).json(),
  ).id;
}

/** A chunk may come twice: one whose connection broke is sent again. */
async function send(api: ApiClient, path: string, chunk: Buffer): Promise<void> {
  const headers = { 'content-type': 'application/octet-stream' };
  for (let tries = 1; ; tries += 1) {
    try {
      const answer = await api.request(path, { method: 'PUT', headers, body: new Uint8Array(chunk) });
      await answer.arrayBuffer();
      return;
    } catch (error) {
      if (error instanceof ApiError || tries === triesOfChunk) throw error;
    }
  }
}

/** The stream in chunks of an upload; the last one is what is left. */
async function* cut(stream: Readable): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (let piece of stream as AsyncIterable<Buffer>) {
    while (size + piece.length >= chunkBytes) {
      const rest = chunkBytes - size;
      yield Buffer.concat([...parts, piece.subarray(0, rest)]);
      piece = piece.subarray(rest);
      [parts, size] = [[], 0];
    }
    if (piece.length > 0) parts.push(piece);
    size += piece.length;
  }
  if (size > 0) yield Buffer.concat(parts);
}
