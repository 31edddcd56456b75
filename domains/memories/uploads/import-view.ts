import type { Runtime } from '../../../runtime/create-runtime.ts';
import { chunkBytes, type Import, type ImportFile } from '../../../schemas/contracts/imports.ts';
import type { ImportDoc, ImportFileFields } from '../../../schemas/models/import.ts';
import { blockId, countChunks, findMissing, sizeOfChunk } from './chunk-layout.ts';

type Dependencies = Pick<Runtime, 'blobs'>;

/** An import as people see it. What has arrived is asked of the storage while the upload is open. */
export async function toImport(dependencies: Dependencies, doc: ImportDoc): Promise<Import> {
  const isOpen = doc.state === 'uploading';
  const files = await Promise.all(
    doc.files.map((file) => (isOpen ? toImportFile(dependencies, file) : toWhole(file))),
  );
  return {
    id: doc._id,
    workspaceId: doc.workspaceId,
    state: doc.state,
    connectionId: doc.connectionId,
    includeMessages: doc.includeMessages,
    chunkBytes,
    files,
    jobId: doc.jobId,
    backupId: doc.backupId,
    error: doc.error,
    createdAt: doc.createdAt.toISOString(),
    expiresAt: doc.expiresAt.toISOString(),
  };
}

/**
 * One file with its missing chunks. The storage alone knows them: a chunk is there when its block is staged with
 * the right size, and all of them once the file is committed.
 */
export async function toImportFile({ blobs }: Dependencies, file: ImportFileFields): Promise<ImportFile> {
  const whole = toWhole(file);
  if (whole.chunks === 0) return whole;
  const staged = new Map(
    (await blobs.stagedBlocks('uploads', file.blobName)).map(({ id, bytes }) => [id, bytes]),
  );
  const present = new Set<number>();
  let receivedBytes = 0;
  for (let index = 0; index < whole.chunks; index += 1) {
    const bytes = sizeOfChunk(file.bytes, index);
    if (staged.get(blockId(index)) !== bytes) continue;
    present.add(index);
    receivedBytes += bytes;
  }
  if (present.size === whole.chunks) return whole;
  const committed = await blobs.stat('uploads', file.blobName);
  if (committed?.bytes === file.bytes) return whole;
  return { ...whole, missing: findMissing(whole.chunks, present), receivedBytes };
}

function toWhole({ id, name, bytes, fingerprint }: ImportFileFields): ImportFile {
  return { id, name, bytes, fingerprint, chunks: countChunks(bytes), missing: [], receivedBytes: bytes };
}
