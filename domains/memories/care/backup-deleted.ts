import { conflict } from '../../../schemas/contracts/errors.ts';

/** Of everything that is asked of a deleted backup, save to restore it. */
export const backupDeleted = () =>
  conflict(
    'memories.backup_deleted',
    'This backup was deleted. Restore it first, as long as that is possible.',
  );
