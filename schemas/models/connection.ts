import { type Connection, Schema } from 'mongoose';
import { workspaceScope } from './workspace-scope.ts';

export interface ConnectionDoc {
  _id: string;
  workspaceId: string;
  provider: 'facebook';
  mode: 'live' | 'sandbox';
  /** The person's or page's id at the network. */
  remoteId: string;
  displayName: string;
  scopes: string[];
  declined: string[];
  state: 'connected' | 'reconnect' | 'disconnected';
  stateReason: string | null;
  /** AES-256-GCM envelope, bound to workspace, connection and field; null when disconnected. */
  token: string | null;
  expiresAt: Date | null;
  connectedByUserId: string;
  connectedAt: Date;
  /** Written by every start of a backup, so that two at once conflict. */
  lastBackupAt: Date | null;
}

const schema = new Schema<ConnectionDoc>(
  {
    _id: { type: String, required: true },
    workspaceId: { type: String, required: true },
    provider: { type: String, required: true },
    mode: { type: String, required: true },
    remoteId: { type: String, required: true },
    displayName: { type: String, required: true },
    scopes: { type: [String], default: [] },
    declined: { type: [String], default: [] },
    state: { type: String, required: true },
    stateReason: { type: String, default: null },
    token: { type: String, default: null },
    expiresAt: { type: Date, default: null },
    connectedByUserId: { type: String, required: true },
    connectedAt: { type: Date, required: true },
    lastBackupAt: { type: Date, default: null },
  },
  { collection: 'connections' },
);
schema.index({ workspaceId: 1, provider: 1, remoteId: 1 }, { unique: true });
schema.plugin(workspaceScope);

/** A social account that a workspace may use. */
export const connectionModel = (connection: Connection) =>
  connection.model<ConnectionDoc>('Connection', schema);
