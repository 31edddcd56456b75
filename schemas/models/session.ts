import { type Connection, Schema } from 'mongoose';

export interface SessionDoc {
  _id: string;
  userId: string;
  client: 'browser' | 'api';
  /** SHA-256 of the refresh token in force. */
  refreshHash: string;
  /** SHA-256 of the tokens that were rotated away; seeing one again is theft or a lost answer. */
  usedRefreshHashes: string[];
  /** When the token in force was issued. */
  rotatedAt: Date;
  device: string;
  addressHint: string;
  lastSeenAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  revokedReason: string | null;
  createdAt: Date;
}

const schema = new Schema<SessionDoc>(
  {
    _id: { type: String, required: true },
    userId: { type: String, required: true },
    client: { type: String, required: true },
    refreshHash: { type: String, required: true },
    usedRefreshHashes: { type: [String], default: [] },
    rotatedAt: { type: Date, required: true },
    device: { type: String, default: '' },
    addressHint: { type: String, default: '' },
    lastSeenAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    revokedAt: { type: Date, default: null },
    revokedReason: { type: String, default: null },
  },
  { timestamps: { createdAt: true, updatedAt: false }, collection: 'sessions' },
);
schema.index({ userId: 1, revokedAt: 1 });
schema.index({ refreshHash: 1 });
schema.index({ usedRefreshHashes: 1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 30 * 24 * 3600 });

/** A signed-in browser or client; cookies and bearer tokens both only name one of these. */
export const sessionModel = (connection: Connection) => connection.model<SessionDoc>('Session', schema);
