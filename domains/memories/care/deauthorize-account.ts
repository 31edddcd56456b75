import type { ClientSession } from 'mongoose';
import type { NetworkCallback } from '../../../providers/social/memories-source.ts';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { ConnectionDoc } from '../../../schemas/models/connection.ts';

const reason = 'The app was removed at Facebook. Connect again to go on; your backups are safe.';

/**
 * Forgets the tokens of an account whose owner has removed the app, in every workspace; gives the connections concerned,
 * also those that were disconnected before. One made after the callback was issued is another wish, and stays: so a
 * callback may be sent twice.
 */
export async function deauthorizeAccount(
  { mongo }: Pick<Runtime, 'mongo'>,
  { accountId, issuedAt }: NetworkCallback,
  options: { session?: ClientSession; reason?: string } = {},
): Promise<ConnectionDoc[]> {
  const { connections } = mongo.models;
  const within = options.session ? { session: options.session } : {};
  // The network tells whole seconds only.
  const before = new Date(issuedAt.getTime() + 1000);
  const concerned = await connections
    .find({ provider: 'facebook', remoteId: accountId, connectedAt: { $lt: before } })
    .setOptions({ acrossWorkspaces: 'the network knows accounts, not workspaces' })
    .session(options.session ?? null)
    .lean();
  for (const { _id, workspaceId } of concerned) {
    await connections.updateOne(
      { _id, workspaceId, connectedAt: { $lt: before } },
      {
        $set: {
          state: 'disconnected',
          stateReason: options.reason ?? reason,
          token: null,
          scopes: [],
          expiresAt: null,
        },
      },
      within,
    );
  }
  return concerned;
}
