import type { Blobs } from '../../../runtime/blob.ts';
import type { ImportFileFields } from '../../../schemas/models/import.ts';

/** Removes files of an upload with what was staged of them. Safe to repeat. */
export async function discardFiles(blobs: Blobs, files: readonly ImportFileFields[]): Promise<void> {
  for (const { blobName } of files) {
    // Deleting leaves staged blocks behind for a week; committing without them drops them at once
    // (https://learn.microsoft.com/rest/api/storageservices/put-block-list).
    const staged = await blobs.stagedBlocks('uploads', blobName);
    if (staged.length > 0) {
      await blobs.commitBlocks('uploads', blobName, [], { contentType: 'application/octet-stream' });
    }
    await blobs.remove('uploads', blobName);
  }
}
