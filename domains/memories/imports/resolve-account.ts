import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { ImportDoc } from '../../../schemas/models/import.ts';
import { foldWords } from '../pictures/fold-words.ts';
import { archiveId } from './import-key.ts';

export interface ArchiveAccount {
  network: BackupDoc['provider'];
  name: string;
  username: string | null;
}

type Owner = Pick<BackupDoc, 'account' | 'connectionId'>;

/**
 * Whose archive it is: the account somebody said; else the one connected account of that network and name; else an
 * account of its own, which the next archive of the same name belongs to as well.
 */
export async function resolveAccount(
  { mongo }: Pick<Runtime, 'mongo'>,
  upload: Pick<ImportDoc, '_id' | 'workspaceId' | 'connectionId'>,
  found: ArchiveAccount,
): Promise<Owner> {
  const all = await mongo.models.connections.find({ workspaceId: upload.workspaceId }).lean();
  // An account of another network is another account, whatever its name.
  const connections = all.filter(({ provider }) => provider === found.network);
  const said = connections.find(({ _id }) => _id === upload.connectionId);
  const name = foldWords(found.name);
  const alike = connections.filter(({ displayName }) => name && foldWords(displayName) === name);
  const connection = said ?? (alike.length === 1 ? alike[0] : undefined);
  if (connection) {
    const { remoteId, displayName } = connection;
    return { connectionId: connection._id, account: { remoteId, displayName } };
  }
  return {
    connectionId: null,
    // Two archives without any name must not be taken for one person's.
    account: {
      remoteId: archiveAccountId(found) ?? archiveId + upload._id,
      displayName: found.name || found.username || 'Unnamed account',
    },
  };
}

/** The id of an account that is known by its archives alone; null where they do not name it. */
export function archiveAccountId({
  name,
  username,
}: Pick<ArchiveAccount, 'name' | 'username'>): string | null {
  const own = foldWords(username ?? name);
  return own ? archiveId + own : null;
}
