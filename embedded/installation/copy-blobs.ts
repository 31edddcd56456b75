import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { type Blobs, containerNames } from '../../runtime/blob.ts';
import type { Copy } from './read-copy.ts';
import type { CopyWriter } from './write-copy.ts';

/** Names of blobs hold what file systems don't take, or tell apart; the hash of a name is a safe one. */
function pathOf(container: string, name: string): string {
  const hash = createHash('sha256').update(name).digest('hex');
  return `blobs/${container}/${hash.slice(0, 2)}/${hash}`;
}

/** Writes every blob; parts of uploads that are not complete are left out. */
export async function dumpBlobs(blobs: Blobs, writer: CopyWriter, signal?: AbortSignal): Promise<void> {
  for (const container of containerNames) {
    for await (const { name, contentType } of blobs.list(container, '')) {
      signal?.throwIfAborted();
      const stream = await blobs.open(container, name);
      if (!stream) throw new Error(`The blob ${name} is gone: something else writes to this installation.`);
      await writer.add(pathOf(container, name), stream, { kind: 'blob', container, name, contentType });
    }
  }
}

export async function loadBlobs(blobs: Blobs, copy: Copy, signal?: AbortSignal): Promise<void> {
  await blobs.prepare();
  for (const { path, from } of copy.files) {
    if (from.kind !== 'blob') continue;
    signal?.throwIfAborted();
    await blobs.putStream(from.container, from.name, createReadStream(join(copy.folder, path)), {
      contentType: from.contentType,
      ...(signal ? { signal } : {}),
    });
  }
}
