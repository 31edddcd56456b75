import type { Runtime } from '../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../schemas/models/backup.ts';
import { archiveId } from './imports/import-key.ts';

/**
 * The ids under which pictures of a backup's account may be known: its own, and those of archives of that name which
 * were imported before it was connected. For photos alone, whose ids no other account of the network has.
 */
export async function accountIds(
  { mongo }: Pick<Runtime, 'mongo'>,
  backup: Pick<BackupDoc, 'workspaceId' | 'provider' | 'account'>,
): Promise<string[]> {
  const { workspaceId, provider, account } = backup;
  const alike = await mongo.models.backups.distinct('account.remoteId', {
    workspaceId,
    provider,
    source: 'archive',
    'account.displayName': account.displayName,
  });
  return [...new Set([account.remoteId, ...alike.filter((id) => id.startsWith(archiveId))])];
}
