import type { Readable } from 'node:stream';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import { invalid } from '../../../schemas/contracts/errors.ts';
import type { ImportFile } from '../../../schemas/contracts/imports.ts';
import type { ImportDoc, ImportFileFields } from '../../../schemas/models/import.ts';
import { blockId, countChunks, sizeOfChunk } from './chunk-layout.ts';
import type { ChunkSlots } from './chunk-slots.ts';
import { discardFiles } from './discard-files.ts';
import { toImportFile } from './import-view.ts';
import { readChunk, wrongSize } from './read-chunk.ts';
import { findFile, requireOpen, uploadClosed } from './require-open.ts';
import { expiryFrom } from './upload-time.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'blobs' | 'clock'>;

/** The expiry moves on with the chunks, but is not written for each of them. */
const graceMs = 60_000;

/**
 * Stores one chunk, in any order and as often as it comes, and says what is still missing of the file. Throws
 * 409 `memories.upload_closed`, 404 for the file, 400 `memories.no_such_chunk` or `memories.chunk_size`, 429
 * `memories.upload_busy`.
 */
export async function putChunk(
  dependencies: Dependencies & { slots: ChunkSlots },
  doc: ImportDoc,
  chunk: { fileId: string; index: number; userId: string; declaredBytes: number | null; body: Readable },
): Promise<ImportFile> {
  requireOpen(doc);
  const file = findFile(doc, chunk.fileId);
  const chunks = countChunks(file.bytes);
  if (chunk.index >= chunks) {
    throw invalid('memories.no_such_chunk', `This file has ${chunks} chunks, counted from 0.`, { chunks });
  }
  const bytes = sizeOfChunk(file.bytes, chunk.index);
  if (chunk.declaredBytes !== null && chunk.declaredBytes !== bytes) {
    throw wrongSize(bytes, chunk.declaredBytes);
  }
  await dependencies.slots.hold(chunk.userId, async () => {
    const content = await readChunk(chunk.body, bytes);
    await dependencies.blobs.stageBlock('uploads', file.blobName, blockId(chunk.index), content);
  });
  await keepAlive(dependencies, doc, file);
  return toImportFile(dependencies, file);
}

/** What was abandoned while its chunk was on the way must leave no chunk behind. */
async function keepAlive(
  { mongo, blobs, clock }: Dependencies,
  doc: ImportDoc,
  file: ImportFileFields,
): Promise<void> {
  const { imports } = mongo.models;
  const { _id, workspaceId } = doc;
  const open = { _id, workspaceId, state: 'uploading' as const, 'files.id': file.id };
  const expiresAt = expiryFrom(clock.now());
  const isFresh = expiresAt.getTime() - doc.expiresAt.getTime() < graceMs;
  const stillOpen = isFresh
    ? (await imports.exists(open)) !== null
    : (await imports.updateOne(open, { $set: { expiresAt } })).matchedCount > 0;
  if (stillOpen) return;
  const present = await imports.findOne({ _id, workspaceId }).lean();
  const isStarted = present?.files.some(({ id }) => id === file.id) && present.jobId !== null;
  if (!isStarted) await discardFiles(blobs, [file]);
  throw uploadClosed(present ?? { state: 'cancelled', jobId: null });
}
