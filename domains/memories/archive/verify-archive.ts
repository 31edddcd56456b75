import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { backupFolder, type Manifest } from './archive-layout.ts';
import { digestStream } from './digest-stream.ts';
import { openArchive } from './open-archive.ts';
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
 * files, no more, no fewer. Gives the manifest's own hash. Throws ArchiveMismatch.
 */
export async function verifyArchive(
  { blobs }: Pick<Runtime, 'blobs'>,
  backup: BackupDoc,
  archive: WrittenArchive,
  options: { signal?: AbortSignal; onEntry?: (done: number) => void } = {},
): Promise<{ manifestSha256: string }> {
  const stat = await blobs.stat('backups', archive.blobName);
  if (stat?.bytes !== archive.bytes) throw new ArchiveMismatch('its size differs');
  const { zip } = await openArchive({ blobs }, archive);
  const folder = `${backupFolder(backup)}/`;
  const found = new Map<string, string>();
  let manifest: Manifest | null = null;
  for await (const entry of zip.eachEntry()) {
    options.signal?.throwIfAborted();
    const path = entry.fileName.startsWith(folder) ? entry.fileName.slice(folder.length) : '';
    if (!path || found.has(path)) throw new ArchiveMismatch('it has an entry that does not belong there');
    const keep = path === 'manifest.json';
    const { sha256, content } = await digestStream(await zip.openReadStreamPromise(entry), { keep });
    if (keep) manifest = JSON.parse(content.toString('utf8')) as Manifest;
    found.set(path, sha256);
    options.onEntry?.(found.size);
  }
  if (!manifest) throw new ArchiveMismatch('it has no manifest');
  const missing = manifest.files.find((file) => found.get(file.path) !== file.sha256);
  if (missing) throw new ArchiveMismatch(`${missing.path} is missing or differs`);
  if (found.size !== manifest.files.length + 1)
    throw new ArchiveMismatch('it has files that the manifest lacks');
  return { manifestSha256: found.get('manifest.json') ?? '' };
}
