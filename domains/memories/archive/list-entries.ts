import { Readable } from 'node:stream';
import type { ContainerName } from '../../../runtime/blob.ts';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { backupFolder } from './archive-layout.ts';
import { listImages } from './list-images.ts';
import { openDocuments } from './open-documents.ts';
import type { ZipEntry } from './open-zip.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'blobs'>;

/** A picture up to this size is read ahead of its turn, so that storage’s latency is not waited for at each. */
const smallBytes = 4 * 1024 * 1024;
const readAhead = 4;

/**
 * Everything of a backup's ZIP in its order: images, files kept as they are, then the JSON files. What people edit
 * comes last, so that an edit between two attempts leaves the blocks before it as they were.
 */
export async function* listEntries(dependencies: Dependencies, backup: BackupDoc): AsyncGenerator<ZipEntry> {
  const folder = backupFolder(backup);
  yield* ahead(listBlobs(dependencies, backup, folder));
  for (const { name, open } of openDocuments(dependencies, backup)) {
    yield { path: `${folder}/${name}`, modifiedAt: backup.createdAt, compress: true, open };
  }
}

async function* listBlobs(
  dependencies: Dependencies,
  backup: BackupDoc,
  folder: string,
): AsyncGenerator<ZipEntry & { bytes: number }> {
  // Gathered first: a cursor would run out while a large backup is written. No more of each than is needed.
  const images: { path: string; bytes: number; blobName: string; time: number }[] = [];
  for await (const { path, bytes, blobName, takenAt, createdAt } of listImages(dependencies, backup))
    images.push({ path, bytes, blobName, time: (takenAt ?? createdAt).getTime() });
  for (const { path, bytes, blobName, time } of images) {
    const open = () => openBlob(dependencies, 'assets', blobName, bytes);
    yield { path: `${folder}/${path}`, bytes, modifiedAt: new Date(time), compress: false, open };
  }
  const files = await dependencies.mongo.models.backupFiles
    .find({ workspaceId: backup.workspaceId, backupId: backup._id })
    .sort({ path: 1 })
    .lean();
  for (const { path, bytes, blobName } of files) {
    const open = () => openBlob(dependencies, 'backups', blobName, bytes);
    const compress = /\.(json|txt|html)$/i.test(path);
    yield { path: `${folder}/${path}`, bytes, modifiedAt: backup.createdAt, compress, open };
  }
}

async function openBlob(
  { blobs }: Dependencies,
  container: ContainerName,
  blobName: string,
  bytes: number,
): Promise<Readable> {
  if (bytes <= smallBytes) {
    const content = await blobs.read(container, blobName);
    if (content) return streamOf(content);
  } else {
    const stream = await blobs.open(container, blobName);
    if (stream) return stream;
  }
  throw new Error(`The blob ${blobName} is missing.`);
}

function streamOf(content: Buffer): Readable {
  return new Readable({
    read() {
      this.push(content);
      this.push(null);
    },
  });
}

/** The same entries, the next few small ones being read already. */
async function* ahead(entries: AsyncIterable<ZipEntry & { bytes: number }>): AsyncGenerator<ZipEntry> {
  const waiting: ZipEntry[] = [];
  for await (const entry of entries) {
    waiting.push(entry.bytes <= smallBytes ? begun(entry) : entry);
    if (waiting.length > readAhead) yield waiting.shift() as ZipEntry;
  }
  yield* waiting;
}

function begun(entry: ZipEntry): ZipEntry {
  const opened = Promise.resolve(entry.open());
  // Its error is thrown where the entry's turn comes.
  opened.catch(() => undefined);
  return { ...entry, open: () => opened };
}
