import { type Connection, Schema } from 'mongoose';
import type { Role } from '../contracts/route.ts';
import { workspaceScope } from './workspace-scope.ts';

export interface MemberDoc {
  _id: string;
  workspaceId: string;
  userId: string;
  role: Role;
  createdAt: Date;
}

const schema = new Schema<MemberDoc>(
  {
    _id: { type: String, required: true },
    workspaceId: { type: String, required: true },
    userId: { type: String, required: true },
    role: { type: String, required: true },
  },
  { timestamps: { createdAt: true, updatedAt: false }, collection: 'members' },
);
schema.index({ workspaceId: 1, userId: 1 }, { unique: true });
schema.index({ userId: 1 });
schema.plugin(workspaceScope);

/** A user in a workspace. */
export const memberModel = (connection: Connection) => connection.model<MemberDoc>('Member', schema);
