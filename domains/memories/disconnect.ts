import type { Runtime } from '../../runtime/create-runtime.ts';
import type { ConnectionDoc } from '../../schemas/models/connection.ts';
import { openToken } from './connection-token.ts';

/** Forgets the token first, then withdraws the permissions at the vendor as far as it can be reached. Backups stay. */
export async function disconnect(
  { mongo, envelopes, providers, logger }: Pick<Runtime, 'mongo' | 'envelopes' | 'providers' | 'logger'>,
  connection: ConnectionDoc,
): Promise<ConnectionDoc> {
  const token = readToken({ envelopes, logger }, connection);
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

/** A token whose key is lost can't be withdrawn any more, but it can be forgotten. */
function readToken(
  { envelopes, logger }: Pick<Runtime, 'envelopes' | 'logger'>,
  connection: ConnectionDoc,
): string | null {
  try {
    return openToken({ envelopes }, connection);
  } catch (error) {
    logger.warn({ err: error, connectionId: connection._id }, 'token can’t be opened; it is only forgotten');
    return null;
  }
}
