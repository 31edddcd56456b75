import { ulid } from 'ulid';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';

/** Carried rows belong to no page of this backup's own. */
const noPage = -1;

/** The write that takes a row of an earlier backup over, unless this one has a row of that id. */
export function copyRow(
  { clock }: Pick<Runtime, 'clock'>,
  backup: Pick<BackupDoc, '_id' | 'workspaceId'>,
  row: MemoryDoc,
) {
  const { _id, workspaceId, backupId, kind, remoteId, ...fields } = row;
  return {
    updateOne: {
      filter: { workspaceId: backup.workspaceId, backupId: backup._id, kind, remoteId },
      update: {
        $setOnInsert: {
          ...fields,
          _id: ulid(clock.now()),
          page: noPage,
          carried: true,
          fresh: false,
        },
      },
      upsert: true,
    },
  };
}
