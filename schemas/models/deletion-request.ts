import { type Connection, Schema } from 'mongoose';

export interface DeletionRequestDoc {
  /** The confirmation code: unguessable, it is all that the status page asks for. */
  _id: string;
  provider: 'facebook';
  /** SHA-256 of the app-scoped user id, which is personal data itself. */
  personHash: string;
  state: 'received' | 'erasing' | 'done';
  backups: number;
  connections: number;
  /** When the last of it will be, or was, erased. */
  eraseBy: Date;
  receivedAt: Date;
  doneAt: Date | null;
}

const schema = new Schema<DeletionRequestDoc>(
  {
    _id: { type: String, required: true },
    provider: { type: String, required: true },
    personHash: { type: String, required: true },
    state: { type: String, required: true },
    backups: { type: Number, default: 0 },
    connections: { type: Number, default: 0 },
    eraseBy: { type: Date, required: true },
    receivedAt: { type: Date, required: true },
    doneAt: { type: Date, default: null },
  },
  { collection: 'deletionrequests' },
);
schema.index({ personHash: 1 });

/** A person's wish, told by the network, that everything from their account be erased. Not scoped: it spans workspaces. */
export const deletionRequestModel = (connection: Connection) =>
  connection.model<DeletionRequestDoc>('DeletionRequest', schema);
