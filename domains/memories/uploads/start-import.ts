import type { Runtime } from '../../../runtime/create-runtime.ts';
import { AppError, conflict } from '../../../schemas/contracts/errors.ts';
import type { ImportFile } from '../../../schemas/contracts/imports.ts';
import type { ImportDoc } from '../../../schemas/models/import.ts';
import type { JobDoc } from '../../../schemas/models/job.ts';
import { startImportJob } from '../imports/start-import-job.ts';
import { abandonImport } from './abandon-import.ts';
import { commitFile } from './commit-file.ts';
import { uploadClosed } from './require-open.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'blobs' | 'clock' | 'temporal' | 'logger' | 'env'>;

/**
 * Makes files of the chunks and starts the import; starting again gives the same job, and after a crash in the
 * middle it goes on. Throws 409 `memories.upload_incomplete` with the missing chunks, 422 `memories.archive_empty`
 * for an empty file (an upload that holds nothing else is removed), 409 `memories.upload_closed`.
 */
export async function startImport(dependencies: Dependencies, doc: ImportDoc): Promise<JobDoc> {
  const { jobs } = dependencies.mongo.models;
  const { jobId, workspaceId } = doc;
  const started = jobId ? await jobs.findOne({ _id: jobId, workspaceId }).lean() : null;
  if (started) return started;
  if (doc.state !== 'uploading') throw uploadClosed(doc);
  await refuseEmpty(dependencies, doc);
  const files: ImportFile[] = [];
  for (const file of doc.files) files.push(await commitFile(dependencies, file));
  const lacking = files.filter(({ missing }) => missing.length > 0);
  if (lacking.length > 0 || files.length === 0) {
    throw conflict(
      'memories.upload_incomplete',
      files.length === 0
        ? 'There is no file in this upload yet.'
        : `Not everything has arrived yet: ${lacking.map(({ name }) => name).join(', ')}.`,
      { files: lacking.map(({ id, name, missing }) => ({ id, name, missing })) },
    );
  }
  return startImportJob(dependencies, doc);
}

async function refuseEmpty(dependencies: Dependencies, doc: ImportDoc): Promise<void> {
  const empty = doc.files.filter(({ bytes }) => bytes === 0);
  if (empty.length === 0) return;
  const names = empty.map(({ name }) => name).join(', ');
  // Hours of upload are not thrown away for one empty part among good ones: it can be taken out.
  if (empty.length === doc.files.length) await abandonImport(dependencies, doc);
  throw new AppError(
    422,
    'memories.archive_empty',
    `Empty (0 bytes): ${names}. Download it again from the network, and choose the new file.`,
    { details: { files: empty.map(({ id, name }) => ({ id, name })) } },
  );
}
