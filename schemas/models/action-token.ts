import { type Connection, Schema } from 'mongoose';

export interface ActionTokenDoc {
  _id: string;
  userId: string;
  purpose: 'verify-email' | 'reset-password';
  expiresAt: Date;
  usedAt: Date | null;
}

const schema = new Schema<ActionTokenDoc>(
  {
    _id: { type: String, required: true },
    userId: { type: String, required: true },
    purpose: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
  },
  { collection: 'actiontokens' },
);
schema.index({ userId: 1, purpose: 1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 24 * 3600 });

/**
 * A link in a mail, usable once. Only its id is stored: the secret half is an HMAC of the id, so that neither
 * the database nor a workflow history can open an account.
 */
export const actionTokenModel = (connection: Connection) =>
  connection.model<ActionTokenDoc>('ActionToken', schema);
