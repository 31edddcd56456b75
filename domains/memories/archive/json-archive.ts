import type { Readable } from 'node:stream';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { backupFolder } from './archive-layout.ts';
import { openDocuments } from './open-documents.ts';
import { openZip, type ZipEntry } from './open-zip.ts';

/** A ZIP of the JSON files alone, as they stand now, made while it is sent: never more than some rows are held. */
export function openJsonArchive(dependencies: Pick<Runtime, 'mongo'>, backup: BackupDoc): Readable {
  async function* entries(): AsyncGenerator<ZipEntry> {
    for (const { name, open } of openDocuments(dependencies, backup)) {
      const path = `${backupFolder(backup)}/${name}`;
      yield { path, modifiedAt: backup.createdAt, compress: true, open };
    }
  }
  return openZip(entries());
}
