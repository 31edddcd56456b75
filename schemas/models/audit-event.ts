import { type Connection, Schema } from 'mongoose';

export interface AuditEventDoc {
  _id: string;
  /** Null for events above workspaces, such as a failed sign-in. */
  workspaceId: string | null;
  userId: string | null;
  action: string;
  outcome: 'allowed' | 'denied' | 'failed';
  object: { type: string; id: string } | null;
  addressHint: string;
  requestId: string;
  at: Date;
}

const schema = new Schema<AuditEventDoc>(
  {
    _id: { type: String, required: true },
    workspaceId: { type: String, default: null },
    userId: { type: String, default: null },
    action: { type: String, required: true },
    outcome: { type: String, required: true },
    object: { type: Schema.Types.Mixed, default: null },
    addressHint: { type: String, default: '' },
    requestId: { type: String, default: '' },
    at: { type: Date, required: true },
  },
  { collection: 'auditevents' },
);
schema.index({ workspaceId: 1, at: -1 });
schema.index({ userId: 1, at: -1 });

/** Who did what, when, and whether it was allowed; only ever appended to. */
export const auditEventModel = (connection: Connection) =>
  connection.model<AuditEventDoc>('AuditEvent', schema);
