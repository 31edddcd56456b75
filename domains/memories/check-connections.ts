import type { Runtime } from '../../runtime/create-runtime.ts';
import { AppError } from '../../schemas/contracts/errors.ts';
import { verifyConnection } from './verify-connection.ts';

const perCall = 50;

/**
 * Asks the network about the next connections in the order of their ids, so that people learn of an ended login before the next
 * backup needs it. Returns where to go on, null at the end. A network that is away changes nothing.
 */
export async function checkConnections(
  dependencies: Pick<Runtime, 'mongo' | 'envelopes' | 'providers' | 'logger'>,
  after: string | null,
  signal?: AbortSignal,
): Promise<string | null> {
  const connections = await dependencies.mongo.models.connections
    .find({ state: 'connected', ...(after ? { _id: { $gt: after } } : {}) })
    .setOptions({ acrossWorkspaces: 'the daily check serves every workspace' })
    .sort({ _id: 1 })
    .limit(perCall)
    .lean();
  for (const connection of connections) {
    signal?.throwIfAborted();
    try {
      await verifyConnection(dependencies, connection);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      dependencies.logger.info(
        { err: error, connectionId: connection._id },
        'connection could not be checked',
      );
    }
  }
  return connections.length === perCall ? (connections.at(-1)?._id ?? null) : null;
}
