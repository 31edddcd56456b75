import { type Connection, Schema } from 'mongoose';

export interface InstallationDoc {
  _id: 'installation';
  firstUserId: string;
}

const schema = new Schema<InstallationDoc>(
  { _id: { type: String, required: true }, firstUserId: { type: String, required: true } },
  { collection: 'installation' },
);

/** One row: who registered first, and so became operator. Two who try at once conflict on it. */
export const installationModel = (connection: Connection) =>
  connection.model<InstallationDoc>('Installation', schema);
