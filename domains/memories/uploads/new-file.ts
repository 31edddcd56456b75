import type { ImportFileFields } from '../../../schemas/models/import.ts';

/** What a client says about a file that it is going to send. */
export type FileToSend = Pick<ImportFileFields, 'name' | 'bytes' | 'fingerprint'>;

/** A file of an import before its first chunk. */
export function newFile(
  { _id: importId, workspaceId }: { _id: string; workspaceId: string },
  id: string,
  { name, bytes, fingerprint }: FileToSend,
): ImportFileFields {
  const blobName = `${workspaceId}/${importId}/${id}`;
  return { id, name: name.normalize('NFC'), bytes, fingerprint, blobName };
}

/** The same file chosen twice: same name, size and, where it is known, beginning and end. */
export const isSameFile = (a: FileToSend, b: FileToSend): boolean =>
  a.name.normalize('NFC') === b.name.normalize('NFC') &&
  a.bytes === b.bytes &&
  a.fingerprint === b.fingerprint;
