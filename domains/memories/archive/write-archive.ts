import { createHash } from 'node:crypto';
import { PassThrough, type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { backupFolder, documentNames } from './archive-layout.ts';
import { type BackupDocuments, buildDocuments } from './build-documents.ts';

export interface WrittenArchive {
  blobName: string;
  bytes: number;
  sha256: string;
  entries: number;
}

/**
 * Writes the backup's folder into blob storage: its JSON files, (if set) copies of its images, and
 * `backup.zip`, streamed with constant memory and visible only when it is whole.
 */
export async function writeArchive(
  { mongo, blobs, env }: Pick<Runtime, 'mongo' | 'blobs' | 'env'>,
  backup: BackupDoc,
  options: { signal?: AbortSignal; onEntry?: (done: number, total: number) => void } = {},
): Promise<WrittenArchive> {
  const folder = backupFolder(backup);
  const documents = await buildDocuments({ mongo }, backup);
  for (const name of documentNames) {
    await blobs.put('backups', `${folder}/${name}`, documents.files[name], 'application/json');
  }
  if (env.BACKUP_IMAGE_COPIES) await copyImages({ blobs }, folder, documents, options.signal);

  const blobName = `${folder}/backup.zip`;
  const zip = openZip({ blobs }, folder, documents, options.onEntry);
  const hash = createHash('sha256');
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const target = new PassThrough({ highWaterMark: 1024 * 1024 });
  await Promise.all([
    pipeline(zip, meter, target, options.signal ? { signal: options.signal } : {}),
    blobs
      .putStream('backups', blobName, target, {
        contentType: 'application/zip',
        ...(options.signal ? { signal: options.signal } : {}),
      })
      .catch((error: Error) => {
        // Nobody reads on: the other side has to end, too.
        target.destroy(error);
        throw error;
      }),
  ]);
  return {
    blobName,
    bytes,
    sha256: hash.digest('hex'),
    entries: documentNames.length + documents.images.length,
  };
}

/** Stored, not deflated: photographs don't shrink. Each image is opened when its turn comes. */
function openZip(
  { blobs }: Pick<Runtime, 'blobs'>,
  folder: string,
  documents: BackupDocuments,
  onEntry?: (done: number, total: number) => void,
): Readable {
  const zip = new yazl.ZipFile();
  const out = new PassThrough();
  zip.outputStream.pipe(out);
  const fail = (error: Error) => out.destroy(error);
  zip.on('error', fail);
  zip.outputStream.on('error', fail);
  for (const name of documentNames) {
    zip.addBuffer(documents.files[name], `${folder}/${name}`, { compress: true });
  }
  const total = documents.images.length;
  documents.images.forEach(({ path, asset }, index) => {
    const options = { compress: false, size: asset.bytes, mtime: asset.takenAt ?? asset.createdAt };
    zip.addReadStreamLazy(`${folder}/${path}`, options, (done) => {
      onEntry?.(index, total);
      blobs.open('assets', asset.blobName).then(
        (stream) => {
          if (!stream)
            return done(new Error(`The blob of asset ${asset._id} is missing.`), undefined as never);
          stream.on('error', fail);
          done(null, stream);
        },
        (error: Error) => done(error, undefined as never),
      );
    });
  });
  zip.end();
  return out;
}

async function copyImages(
  { blobs }: Pick<Runtime, 'blobs'>,
  folder: string,
  documents: BackupDocuments,
  signal?: AbortSignal,
): Promise<void> {
  for (const { path, asset } of documents.images) {
    signal?.throwIfAborted();
    const name = `${folder}/${path}`;
    if ((await blobs.stat('backups', name))?.bytes === asset.bytes) continue;
    const stream = await blobs.open('assets', asset.blobName);
    if (!stream) throw new Error(`The blob of asset ${asset._id} is missing.`);
    await blobs.putStream('backups', name, stream, { contentType: asset.mime });
  }
}
