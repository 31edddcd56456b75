import { conflict, notFound } from '../../../schemas/contracts/errors.ts';
import type { ImportDoc, ImportFileFields } from '../../../schemas/models/import.ts';

/** 409: nothing can be added to this upload any more. */
export const uploadClosed = ({ state, jobId }: Pick<ImportDoc, 'state' | 'jobId'>) =>
  conflict(
    'memories.upload_closed',
    'This upload takes nothing more: its import has been started or ended.',
    {
      state,
      jobId,
    },
  );

/** Throws 409 `memories.upload_closed` unless the upload still takes files and chunks. */
export function requireOpen(doc: Pick<ImportDoc, 'state' | 'jobId'>): void {
  if (doc.state !== 'uploading') throw uploadClosed(doc);
}

/** The file of that id; throws 404. */
export function findFile(doc: Pick<ImportDoc, 'files'>, fileId: string): ImportFileFields {
  const file = doc.files.find(({ id }) => id === fileId);
  if (!file) throw notFound('file');
  return file;
}
