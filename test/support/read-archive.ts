import { createHash } from 'node:crypto';
import yauzl from 'yauzl';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../schemas/models/backup.ts';

export interface ArchiveFile {
  bytes: Buffer;
  sha256: string;
}

export interface ManifestLike {
  files: { path: string; bytes: number; sha256: string }[];
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Every file of a backup's ZIP by its path below the backup's folder, fully read. */
export async function readArchive(
  runtime: Pick<Runtime, 'blobs'>,
  backup: Pick<BackupDoc, 'archive' | 'userId' | 'name'>,
): Promise<Map<string, ArchiveFile>> {
  const zip = await runtime.blobs.read('backups', backup.archive?.blobName ?? '');
  if (!zip) throw new Error('There is no ZIP.');
  const opened = await yauzl.fromBufferPromise(zip, { lazyEntries: true });
  const files = new Map<string, ArchiveFile>();
  const folder = `${backup.userId}/${backup.name}/`;
  for await (const entry of opened.eachEntry()) {
    if (!entry.fileName.startsWith(folder)) throw new Error(`${entry.fileName} is outside ${folder}`);
    const bytes = Buffer.concat(await (await opened.openReadStreamPromise(entry)).toArray());
    files.set(entry.fileName.slice(folder.length), { bytes, sha256: sha256(bytes) });
  }
  return files;
}

export const readJson = <T>(files: Map<string, ArchiveFile>, path: string): T =>
  JSON.parse(files.get(path)?.bytes.toString('utf8') ?? 'null') as T;
