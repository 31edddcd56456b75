import { type Connection, Schema } from 'mongoose';

export interface MailDoc {
  _id: string;
  userId: string;
  template: 'verify-email' | 'reset-password' | 'password-changed' | 'sessions-ended' | 'account-erased';
  /** Of the link in the mail, if it has one. */
  actionTokenId: string | null;
  state: 'queued' | 'sending' | 'sent' | 'unknown' | 'failed';
  sentAt: Date | null;
  createdAt: Date;
}

const schema = new Schema<MailDoc>(
  {
    _id: { type: String, required: true },
    userId: { type: String, required: true },
    template: { type: String, required: true },
    actionTokenId: { type: String, default: null },
    state: { type: String, default: 'queued' },
    sentAt: { type: Date, default: null },
  },
  { timestamps: { createdAt: true, updatedAt: false }, collection: 'mails' },
);
schema.index({ userId: 1, createdAt: -1 });
schema.index({ createdAt: 1 }, { expireAfterSeconds: 90 * 24 * 3600 });

/** The intent to send one mail; address and text are made when it is sent, never stored here. */
export const mailModel = (connection: Connection) => connection.model<MailDoc>('Mail', schema);
