import { type Connection, Schema } from 'mongoose';

export interface UserDoc {
  _id: string;
  /** Lower case; unique. */
  email: string;
  name: string;
  /** PHC string of argon2id. */
  passwordHash: string;
  emailVerifiedAt: Date | null;
  consents: { kind: 'terms'; version: string; at: Date }[];
  businessProfile: { name: string; kind: string; website?: string | undefined } | null;
  /** May see the whole installation. */
  operator: boolean;
  /** Made with the user; lists and creation use it when no workspace is named. */
  personalWorkspaceId: string;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<UserDoc>(
  {
    _id: { type: String, required: true },
    email: { type: String, required: true },
    name: { type: String, required: true },
    passwordHash: { type: String, required: true },
    emailVerifiedAt: { type: Date, default: null },
    consents: [{ _id: false, kind: String, version: String, at: Date }],
    businessProfile: { type: Schema.Types.Mixed, default: null },
    operator: { type: Boolean, default: false },
    personalWorkspaceId: { type: String, required: true },
  },
  { timestamps: true, collection: 'users' },
);
schema.index({ email: 1 }, { unique: true });

/** People who can sign in. Not scoped: a user stands above workspaces. */
export const userModel = (connection: Connection) => connection.model<UserDoc>('User', schema);
