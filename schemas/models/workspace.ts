import { type Connection, Schema } from 'mongoose';

export interface WorkspaceDoc {
  _id: string;
  name: string;
  kind: 'personal' | 'restaurant' | 'shop' | 'agency';
  /** IANA name. */
  timeZone: string;
  createdAt: Date;
}

const schema = new Schema<WorkspaceDoc>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    kind: { type: String, required: true },
    timeZone: { type: String, default: 'UTC' },
  },
  { timestamps: { createdAt: true, updatedAt: false }, collection: 'workspaces' },
);

/** The tenant. Not scoped: it is the scope. */
export const workspaceModel = (connection: Connection) => connection.model<WorkspaceDoc>('Workspace', schema);
