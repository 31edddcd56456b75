import type { Runtime } from '../../runtime/create-runtime.ts';
import type { ConnectionDoc } from '../../schemas/models/connection.ts';

type Owner = Pick<ConnectionDoc, '_id' | 'workspaceId'>;

/** Binds an envelope to its place: copied into another connection it no longer opens. */
const associated = (connection: Owner) => `${connection.workspaceId}|${connection._id}|token`;

/** Seals a vendor's access token for storage. */
export const sealToken = ({ envelopes }: Pick<Runtime, 'envelopes'>, connection: Owner, token: string) =>
  envelopes.seal(token, associated(connection));

/** The token in clear, for the one call that needs it; null when disconnected, or when its key is lost: both need a new login. */
export function openToken(
  { envelopes }: Pick<Runtime, 'envelopes'>,
  connection: Owner & Pick<ConnectionDoc, 'token'>,
): string | null {
  if (!connection.token) return null;
  try {
    return envelopes.open(connection.token, associated(connection));
  } catch {
    return null;
  }
}
