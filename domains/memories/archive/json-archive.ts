import type { Readable } from 'node:stream';
import yazl from 'yazl';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { backupFolder, documentNames } from './archive-layout.ts';
import { buildDocuments } from './build-documents.ts';

/** A ZIP of the JSON files alone, as they stand now, made while it is sent. */
export async function openJsonArchive(
  dependencies: Pick<Runtime, 'mongo'>,
  backup: BackupDoc,
): Promise<Readable> {
  const { files } = await buildDocuments(dependencies, backup);
  const zip = new yazl.ZipFile();
  for (const name of documentNames) zip.addBuffer(files[name], `${backupFolder(backup)}/${name}`);
  zip.end();
  return zip.outputStream as Readable;
}
