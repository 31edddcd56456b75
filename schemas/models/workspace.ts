import { type Connection, Schema } from 'mongoose';

export interface WorkspaceDoc {
  _id: string;
  name: string;
  kind: 'personal' | 'restaurant' | 'shop' | 'agency';
  /** IANA name. */
  timeZone: string;
  /** Grows with every change of members, so that two at once conflict and each sees the other's outcome. */
  membersRevision: number;
  createdAt: Date;
}

const schema = new Schema<WorkspaceDoc>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    kind: { type: String, required: true },
    timeZone: { type: String, default: 'UTC' },
    membersRevision: { type: Number, default: 0 },
  },
  { timestamps: { createdAt: true, updatedAt: false }, collection: 'workspaces' },
);

/** The tenant. Not scoped: it is the scope. */
export const workspaceModel = (connection: Connection) => connection.model<WorkspaceDoc>('Workspace', schema);
