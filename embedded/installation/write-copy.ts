import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SetupError } from '../setup-error.ts';
import { writePrivate } from '../write-file.ts';
import { type CopiedFile, type CopyManifest, indexName, markerName } from './copy-layout.ts';

export interface CopyWriter {
  /** Writes one file, to the disk itself, and notes its hash. */
  add(path: string, content: AsyncIterable<Uint8Array>, from: CopiedFile['from']): Promise<void>;
  /** Makes it a copy: until then it is only a folder with files. */
  finish(more: Pick<CopyManifest, 'createdAt' | 'migrations'>): Promise<CopyManifest>;
  close(): Promise<void>;
}

/** Begins a copy in a new or empty folder, which only its owner can read: it will hold keys. Throws a SetupError. */
export async function createCopyWriter(folder: string): Promise<CopyWriter> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) {
    throw new SetupError(`The folder ${folder} is not empty.`, [
      'name a new one: nothing is ever written over an older copy',
    ]);
  }
  const index = await open(join(folder, indexName), 'wx', 0o600);
  const indexHash = createHash('sha256');
  const totals = { collections: 0, blobs: 0, bytes: 0 };
  let indexBytes = 0;
  return {
    async add(path, content, from) {
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      const file = await open(target, 'wx', 0o600);
      const written = await writeAll(file, content).finally(() => file.close());
      const line = Buffer.from(`${JSON.stringify({ path, ...written, from } satisfies CopiedFile)}\n`);
      await index.write(line);
      indexHash.update(line);
      indexBytes += line.length;
      totals.bytes += written.bytes;
      if (from.kind === 'collection') totals.collections += 1;
      if (from.kind === 'blob') totals.blobs += 1;
    },
    async finish(more) {
      await index.sync();
      const manifest: CopyManifest = {
        format: 'perennial-installation',
        version: 1,
        ...more,
        index: { bytes: indexBytes, sha256: indexHash.digest('hex') },
        totals,
      };
      writePrivate(join(folder, markerName), `${JSON.stringify(manifest, null, 2)}\n`);
      return manifest;
    },
    close: () => index.close(),
  };
}

async function writeAll(file: FileHandle, content: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of content) {
    await file.writeFile(chunk);
    hash.update(chunk);
    bytes += chunk.length;
  }
  await file.sync();
  return { bytes, sha256: hash.digest('hex') };
}
