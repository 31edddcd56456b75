import { ProviderError } from '../../providers/errors.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { AppError } from '../../schemas/contracts/errors.ts';
import type { ConnectionDoc } from '../../schemas/models/connection.ts';
import { openToken } from './connection-token.ts';
import { requireFacebook } from './require-facebook.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'envelopes' | 'providers'>;

/** Asks the network which permissions the token has now and records it, or that the login has ended. */
export async function verifyConnection(
  dependencies: Dependencies,
  connection: ConnectionDoc,
): Promise<ConnectionDoc> {
  const token = openToken(dependencies, connection);
  if (!token) return connection.token ? markReconnect(dependencies, connection) : connection;
  try {
    const { granted, declined } = await requireFacebook(dependencies).provider.auth.permissions(token);
    return await change(dependencies, connection, {
      state: 'connected',
      stateReason: null,
      scopes: granted,
      declined,
    });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.code === 'reconnect') return markReconnect(dependencies, connection);
    throw new AppError(
      503,
      'memories.facebook_unavailable',
      'Facebook can’t be reached now. Try again soon.',
      {
        cause: error,
        retryAfter: 30,
      },
    );
  }
}

/** The login has ended: everything stays, but a person has to sign in at the network again. */
export const markReconnect = (dependencies: Pick<Runtime, 'mongo'>, connection: ConnectionDoc) =>
  change(dependencies, connection, {
    state: 'reconnect',
    stateReason: 'Facebook has ended the login, for example after a change of password.',
  });

async function change(
  { mongo }: Pick<Runtime, 'mongo'>,
  connection: ConnectionDoc,
  fields: Partial<ConnectionDoc>,
): Promise<ConnectionDoc> {
  const doc = await mongo.models.connections
    .findOneAndUpdate(
      // Somebody may have reconnected meanwhile: only the token that was tried is judged.
      { _id: connection._id, workspaceId: connection.workspaceId, token: connection.token },
      { $set: fields },
      { returnDocument: 'after' },
    )
    .lean();
  return doc ?? connection;
}
