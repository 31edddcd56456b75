import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { ImportFile } from '../../../schemas/contracts/imports.ts';
import type { ImportFileFields } from '../../../schemas/models/import.ts';
import { blockId, countChunks } from './chunk-layout.ts';
import { toImportFile } from './import-view.ts';

/**
 * Makes a blob of a file's chunks, unless an earlier try has. Answers with the file as the storage has it:
 * where chunks are missing nothing was done, and they are named.
 */
export async function commitFile(
  { blobs }: Pick<Runtime, 'blobs'>,
  file: ImportFileFields,
): Promise<ImportFile> {
  const before = await toImportFile({ blobs }, file);
  const isCommitted = async () => (await blobs.stat('uploads', file.blobName))?.bytes === file.bytes;
  if (before.missing.length > 0 || (await isCommitted())) return before;
  const ids = Array.from({ length: countChunks(file.bytes) }, (_, index) => blockId(index));
  try {
    await blobs.commitBlocks('uploads', file.blobName, ids, { contentType: 'application/zip' });
  } catch (error) {
    // Taken out meanwhile, or committed by another request: the storage knows.
    const after = await toImportFile({ blobs }, file);
    if (after.missing.length > 0 || (await isCommitted())) return after;
    throw error;
  }
  return before;
}
