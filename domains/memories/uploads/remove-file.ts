import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { ImportDoc } from '../../../schemas/models/import.ts';
import { discardFiles } from './discard-files.ts';
import { findFile, requireOpen, uploadClosed } from './require-open.ts';

/** Takes a part out of an open upload, with all that has arrived of it. Throws 404, 409 `memories.upload_closed`. */
export async function removeFile(
  { mongo, blobs }: Pick<Runtime, 'mongo' | 'blobs'>,
  doc: ImportDoc,
  fileId: string,
): Promise<ImportDoc> {
  requireOpen(doc);
  const file = findFile(doc, fileId);
  const { _id, workspaceId } = doc;
  const open = { _id, workspaceId, state: 'uploading' as const };
  // The row first: a start at the same moment compares the files, and one of the two gives way. After a crash in
  // between, what was staged is dropped by the storage within a week.
  const changed = await mongo.models.imports
    .findOneAndUpdate(open, { $pull: { files: { id: fileId } } }, { returnDocument: 'after' })
    .lean();
  if (!changed) throw uploadClosed(doc);
  await discardFiles(blobs, [file]);
  return changed;
}
