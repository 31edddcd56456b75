import { type Connection, Schema } from 'mongoose';

export interface OauthStateDoc {
  /** The nonce inside the signed state. */
  _id: string;
  userId: string;
  /** The session that began the login; another one may not finish it. */
  sessionId: string;
  workspaceId: string;
  purpose: 'memories';
  scopes: string[];
  returnTo: string;
  /** Sealed: RFC 7636 asks for secrecy of the verifier. */
  codeVerifier: string;
  expiresAt: Date;
  usedAt: Date | null;
}

const schema = new Schema<OauthStateDoc>(
  {
    _id: { type: String, required: true },
    userId: { type: String, required: true },
    sessionId: { type: String, required: true },
    workspaceId: { type: String, required: true },
    purpose: { type: String, required: true },
    scopes: { type: [String], required: true },
    returnTo: { type: String, required: true },
    codeVerifier: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
  },
  { collection: 'oauthstates' },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 3600 });

/** A login at a network that has begun: signed, single-use, ten minutes. */
export const oauthStateModel = (connection: Connection) =>
  connection.model<OauthStateDoc>('OauthState', schema);
