import { AppError, conflict, notFound } from '../../../schemas/contracts/errors.ts';
import type { ImportReport } from '../../../schemas/contracts/imports.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';

/** The import report of a backup. Throws 404 where it was not made from an archive, 409 until there is one. */
export function requireReport({ source, importReport, deletedAt, state }: BackupDoc): ImportReport {
  if (deletedAt) throw notFound('backup');
  if (source !== 'archive') {
    throw new AppError(
      404,
      'memories.no_import_report',
      'This backup was not made from an archive, so there is no import report.',
    );
  }
  if (importReport) return importReport;
  throw conflict('memories.report_not_ready', 'The archive has not been read to its end yet.', { state });
}
