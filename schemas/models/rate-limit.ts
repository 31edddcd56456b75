import { type Connection, Schema } from 'mongoose';

export interface RateLimitDoc {
  /** `rule:subject`; the subject is a keyed hash where it is an address or e-mail. */
  _id: string;
  /** Requests since the window began, which is with the first of them. */
  count: number;
  expiresAt: Date;
}

const schema = new Schema<RateLimitDoc>(
  {
    _id: { type: String, required: true },
    count: { type: Number, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'ratelimits' },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** Counters of the rate limits, in Mongo so that several API processes share them. */
export const rateLimitModel = (connection: Connection) => connection.model<RateLimitDoc>('RateLimit', schema);
