import { type Connection, Schema } from 'mongoose';
import type { Network } from './backup.ts';
import { workspaceScope } from './workspace-scope.ts';

export interface RemotePhotoDoc {
  _id: string;
  workspaceId: string;
  provider: Network;
  /** The account's id at the network. */
  accountId: string;
  remoteId: string;
  assetId: string;
}

const schema = new Schema<RemotePhotoDoc>(
  {
    _id: { type: String, required: true },
    workspaceId: { type: String, required: true },
    provider: { type: String, required: true },
    accountId: { type: String, required: true },
    remoteId: { type: String, required: true },
    assetId: { type: String, required: true },
  },
  { collection: 'remotephotos' },
);
schema.index({ workspaceId: 1, provider: 1, accountId: 1, remoteId: 1 }, { unique: true });
schema.plugin(workspaceScope);

/** Which asset holds a photo of a network: what a second backup need not download again. */
export const remotePhotoModel = (connection: Connection) =>
  connection.model<RemotePhotoDoc>('RemotePhoto', schema);
