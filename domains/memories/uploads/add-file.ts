import type { Runtime } from '../../../runtime/create-runtime.ts';
import { conflict } from '../../../schemas/contracts/errors.ts';
import { mostParts } from '../../../schemas/contracts/imports.ts';
import type { ImportDoc } from '../../../schemas/models/import.ts';
import { type FileToSend, isSameFile, newFile } from './new-file.ts';
import { requireOpen, uploadClosed } from './require-open.ts';
import { expiryFrom } from './upload-time.ts';

/**
 * Adds a part to an open upload. `fileId` comes again with a repeated request, which then changes nothing.
 * Throws 409: `memories.upload_closed`, `memories.part_twice` (with the id of the part that is there),
 * `memories.too_many_parts`.
 */
export async function addFile(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  doc: ImportDoc,
  fileId: string,
  file: FileToSend,
): Promise<ImportDoc> {
  requireOpen(doc);
  if (doc.files.some(({ id }) => id === fileId)) return doc;
  const same = doc.files.find((present) => isSameFile(present, file));
  if (same) {
    throw conflict('memories.part_twice', `The file ${file.name} is part of this upload already.`, {
      fileId: same.id,
    });
  }
  const { _id, workspaceId } = doc;
  const isFull = { [`files.${mostParts - 1}`]: { $exists: true } };
  const changed = await mongo.models.imports
    .findOneAndUpdate(
      { _id, workspaceId, state: 'uploading', 'files.id': { $ne: fileId }, $nor: [isFull] },
      { $push: { files: newFile(doc, fileId, file) }, $set: { expiresAt: expiryFrom(clock.now()) } },
      { returnDocument: 'after' },
    )
    .lean();
  if (changed) return changed;
  const present = await mongo.models.imports.findOne({ _id, workspaceId }).lean();
  if (present?.files.some(({ id }) => id === fileId)) return present;
  if (present?.state !== 'uploading') throw uploadClosed(present ?? doc);
  throw conflict('memories.too_many_parts', `An archive may have ${mostParts} parts at most.`);
}
