import type { Runtime } from '../../runtime/create-runtime.ts';
import type { ConnectionDoc } from '../../schemas/models/connection.ts';
import { openToken } from './connection-token.ts';

/** Forgets the token first, then withdraws the permissions at the vendor as far as it can be reached. Backups stay. */
export async function disconnect(
  { mongo, envelopes, providers, logger }: Pick<Runtime, 'mongo' | 'envelopes' | 'providers' | 'logger'>,
  connection: ConnectionDoc,
): Promise<ConnectionDoc> {
  // One whose key is lost can't be withdrawn any more, but it can be forgotten.
  const token = openToken({ envelopes }, connection);
  const doc = await mongo.models.connections
    .findOneAndUpdate(
      { _id: connection._id, workspaceId: connection.workspaceId },
      { $set: { state: 'disconnected', stateReason: null, token: null, scopes: [], expiresAt: null } },
      { returnDocument: 'after' },
    )
    .lean();
  if (token && providers.facebook) {
    await providers.facebook.provider.auth
      .revoke(token)
      .catch((error) => logger.info({ err: error }, 'permissions could not be withdrawn at the vendor'));
  }
  return doc ?? connection;
}
