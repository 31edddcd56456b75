import { createHash } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { backupFolder, type Manifest } from './archive-layout.ts';
import type { WrittenArchive } from './write-archive.ts';

/** What is wrong with a written archive; trying again writes a new one. */
export class ArchiveMismatch extends Error {
  constructor(what: string) {
    super(`The archive that was written is not whole: ${what}.`);
    this.name = 'ArchiveMismatch';
  }
}

/**
 * Reads the ZIP back from blob storage and compares every entry's SHA-256 with the manifest inside it: the same
 * files, no more, no fewer. Throws ArchiveMismatch.
 */
export async function verifyArchive(
  { blobs }: Pick<Runtime, 'blobs'>,
  backup: BackupDoc,
  archive: WrittenArchive,
  options: { signal?: AbortSignal; onEntry?: (done: number) => void } = {},
): Promise<void> {
  const stat = await blobs.stat('backups', archive.blobName);
  if (stat?.bytes !== archive.bytes) throw new ArchiveMismatch('its size differs');
  const reader = new BlobReader((from, to) => blobs.open('backups', archive.blobName, from, to - from));
  const zip = await yauzl.fromRandomAccessReaderPromise(reader, archive.bytes, { lazyEntries: true });
  const folder = `${backupFolder(backup)}/`;
  const found = new Map<string, string>();
  let manifest: Manifest | null = null;
  for await (const entry of zip.eachEntry()) {
    options.signal?.throwIfAborted();
    const path = entry.fileName.startsWith(folder) ? entry.fileName.slice(folder.length) : '';
    if (!path || found.has(path)) throw new ArchiveMismatch('it has an entry that does not belong there');
    const keep = path === 'manifest.json';
    const { sha256, text } = await digest(await zip.openReadStreamPromise(entry), keep);
    if (keep) manifest = JSON.parse(text) as Manifest;
    found.set(path, sha256);
    options.onEntry?.(found.size);
  }
  if (!manifest) throw new ArchiveMismatch('it has no manifest');
  const missing = manifest.files.find((file) => found.get(file.path) !== file.sha256);
  if (missing) throw new ArchiveMismatch(`${missing.path} is missing or differs`);
  if (found.size !== manifest.files.length + 1)
    throw new ArchiveMismatch('it has files that the manifest lacks');
}

async function digest(stream: Readable, keep: boolean): Promise<{ sha256: string; text: string }> {
  const hash = createHash('sha256');
  const parts: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    if (keep) parts.push(chunk);
  }
  return { sha256: hash.digest('hex'), text: Buffer.concat(parts).toString('utf8') };
}

/** Ranged reads of a blob for yauzl. */
class BlobReader extends yauzl.RandomAccessReader {
  readonly #open: (from: number, to: number) => Promise<Readable | null>;

  constructor(open: (from: number, to: number) => Promise<Readable | null>) {
    super();
    this.#open = open;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const out = new PassThrough();
    this.#open(start, end).then(
      (stream) =>
        stream
          ? pipeline(stream, out).catch((error: Error) => out.destroy(error))
          : out.destroy(new ArchiveMismatch('it is not there')),
      (error: Error) => out.destroy(error),
    );
    return out;
  }
}
