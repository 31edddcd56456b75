import { type Connection, Schema } from 'mongoose';
import { workspaceScope } from './workspace-scope.ts';

export interface BackupFileDoc {
  _id: string;
  workspaceId: string;
  backupId: string;
  /** Below the backup's folder, such as `messages/inbox/anna_1/message_1.json`. */
  path: string;
  /** In the container `backups`. */
  blobName: string;
  bytes: number;
  sha256: string;
}

const schema = new Schema<BackupFileDoc>(
  {
    _id: { type: String, required: true },
    workspaceId: { type: String, required: true },
    backupId: { type: String, required: true },
    path: { type: String, required: true },
    blobName: { type: String, required: true },
    bytes: { type: Number, required: true },
    sha256: { type: String, required: true },
  },
  { collection: 'backupfiles' },
);
schema.index({ workspaceId: 1, backupId: 1, path: 1 }, { unique: true });
schema.plugin(workspaceScope);

/** A file that goes into a backup's ZIP as it is, and is shown nowhere else: messages somebody asked to keep. */
export const backupFileModel = (connection: Connection) =>
  connection.model<BackupFileDoc>('BackupFile', schema);
