import { conflict } from '../../../schemas/contracts/errors.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';

/** The finished, verified ZIP, or a sentence about why there is none. */
export function requireArchive(backup: BackupDoc): NonNullable<BackupDoc['archive']> {
  if (backup.archive) return backup.archive;
  throw conflict(
    'memories.archive_not_ready',
    'The ZIP is not ready yet. It is made at the end of the backup.',
    {
      state: backup.state,
    },
  );
}
