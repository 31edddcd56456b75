import type { ArchiveFile, ArchiveFiles } from '../../../providers/archive/archive-reader.ts';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { ImportDoc } from '../../../schemas/models/import.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import type { ImportKey } from './import-key.ts';

/** The uploaded parts as one set of files. */
export interface OpenedUpload {
  upload: ImportDoc;
  files: ArchiveFiles;
  /** Where a file lies, as a row remembers it. */
  entryOf(file: ArchiveFile): NonNullable<MemoryDoc['entry']>;
  /** The file that a row remembers; null: in none of the parts. */
  find(entry: MemoryDoc['entry']): ArchiveFile | null;
}

/**
 * Opens all parts of an upload where they lie in blob storage; nothing is copied. Throws ArchiveRefusal where the
 * archive can't be taken, and an Error when the upload is gone.
 */
export async function openUpload(
  { mongo, blobs, providers }: Pick<Runtime, 'mongo' | 'blobs' | 'providers'>,
  { workspaceId, importId }: Pick<ImportKey, 'workspaceId' | 'importId'>,
): Promise<OpenedUpload> {
  const upload = await mongo.models.imports.findOne({ _id: importId, workspaceId }).lean();
  if (!upload) throw new Error(`Upload ${importId} does not exist.`);
  const parts = upload.files.map(({ name, bytes, blobName }) => ({
    name,
    bytes,
    open: async (from: number, to: number) => {
      const stream = await blobs.open('uploads', blobName, from, to - from);
      if (!stream) throw new Error(`A part of upload ${importId} is not in blob storage.`);
      return stream;
    },
  }));
  const files = await providers.archives.open(parts);
  const idOf = (file: Pick<ArchiveFile, 'part'>) => upload.files[file.part]?.id ?? null;
  const byEntry = new Map(files.files.map((file) => [`${idOf(file)}/${file.path}`, file]));
  return {
    upload,
    files,
    entryOf: (file) => ({ fileId: idOf(file), path: file.path }),
    find: (entry) => (entry?.fileId ? (byEntry.get(`${entry.fileId}/${entry.path}`) ?? null) : null),
  };
}
