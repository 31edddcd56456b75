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
  if (!(await mongo.models.imports.exists(open))) throw uploadClosed(doc);
  // Bytes first: after a crash in between, the part is still there to be taken out again.
  await discardFiles(blobs, [file]);
  const changed = await mongo.models.imports
    .findOneAndUpdate(open, { $pull: { files: { id: fileId } } }, { returnDocument: 'after' })
    .lean();
  if (!changed) throw uploadClosed(doc);
  return changed;
}
