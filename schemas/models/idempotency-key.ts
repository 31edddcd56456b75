import { type Connection, Schema } from 'mongoose';

export interface IdempotencyKeyDoc {
  /** `userId:operation:key` */
  _id: string;
  /** SHA-256 of the request's path and body. */
  requestHash: string;
  /** Null while the first request is still at work. */
  answer: { status: number; headers: Record<string, string>; body: unknown } | null;
  /** Id for what the request creates; the same when it is taken up again after a crash. */
  newId: string;
  createdAt: Date;
}

const schema = new Schema<IdempotencyKeyDoc>(
  {
    _id: { type: String, required: true },
    requestHash: { type: String, required: true },
    newId: { type: String, required: true },
    answer: { type: Schema.Types.Mixed, default: null },
  },
  { timestamps: { createdAt: true, updatedAt: false }, collection: 'idempotencykeys', minimize: false },
);
schema.index({ createdAt: 1 }, { expireAfterSeconds: 24 * 3600 });

/** Answers kept for 24 hours, so that a repeated POST gives the same one. */
export const idempotencyKeyModel = (connection: Connection) =>
  connection.model<IdempotencyKeyDoc>('IdempotencyKey', schema);
