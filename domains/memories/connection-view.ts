import type { Connection } from '../../schemas/contracts/memories.ts';
import type { ConnectionDoc } from '../../schemas/models/connection.ts';

/** The connection as clients see it: never the token. */
export function toConnection(doc: ConnectionDoc): Connection {
  return {
    id: doc._id,
    workspaceId: doc.workspaceId,
    provider: doc.provider,
    mode: doc.mode,
    remoteId: doc.remoteId,
    displayName: doc.displayName,
    scopes: doc.scopes,
    declined: doc.declined,
    state: doc.state,
    stateReason: doc.stateReason,
    expiresAt: doc.expiresAt?.toISOString() ?? null,
    connectedAt: doc.connectedAt.toISOString(),
  };
}
