import { ulid } from 'ulid';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import { conflict, invalid, notFound } from '../../../schemas/contracts/errors.ts';
import type { ImportDoc } from '../../../schemas/models/import.ts';
import { type FileToSend, isSameFile, newFile } from './new-file.ts';
import { expiryFrom } from './upload-time.ts';

/** Uploads that a workspace may have open at once: what nobody goes on with fills the storage for a week. */
const mostOpen = 20;

/**
 * Opens an upload. Throws 404 for a connection of another workspace, 409 `memories.too_many_uploads`, 400
 * `memories.part_twice` where the same file is named more than once.
 */
export async function createImport(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  request: {
    /** The new import's id; a repeated request brings the same one and gets the same import. */
    importId: string;
    workspaceId: string;
    userId: string;
    connectionId: string | null;
    includeMessages: boolean;
    files: FileToSend[];
  },
): Promise<ImportDoc> {
  const { imports, connections } = mongo.models;
  const { importId: _id, workspaceId, userId, connectionId, includeMessages } = request;
  const made = await imports.findOne({ _id, workspaceId }).lean();
  if (made) return made;
  if (connectionId && !(await connections.exists({ _id: connectionId, workspaceId }))) {
    throw notFound('connection');
  }
  const twice = request.files.find((file, index) =>
    request.files.slice(0, index).some((earlier) => isSameFile(earlier, file)),
  );
  if (twice) throw invalid('memories.part_twice', `The file ${twice.name} is named twice.`);
  const now = clock.now();
  const created = await imports.create({
    _id,
    workspaceId,
    userId,
    state: 'uploading',
    connectionId,
    includeMessages,
    files: request.files.map((file) => newFile({ _id, workspaceId }, ulid(now), file)),
    expiresAt: expiryFrom(now),
  });
  // Counted afterwards: of several requests at once none slips past the limit.
  if ((await imports.countDocuments({ workspaceId, state: 'uploading' })) > mostOpen) {
    await imports.deleteOne({ _id, workspaceId });
    throw conflict(
      'memories.too_many_uploads',
      `There are ${mostOpen} uploads open already. Go on with one of them, or abandon one.`,
      { most: mostOpen },
    );
  }
  return created.toObject();
}
