import { type Connection, Schema } from 'mongoose';
import type { ImportState } from '../contracts/imports.ts';
import { workspaceScope } from './workspace-scope.ts';

export interface ImportFileFields {
  id: string;
  name: string;
  bytes: number;
  fingerprint: string | null;
  /** In the container `uploads`. Which chunks have arrived is known there alone: its staged blocks. */
  blobName: string;
}

export interface ImportDoc {
  _id: string;
  workspaceId: string;
  userId: string;
  state: ImportState;
  connectionId: string | null;
  includeMessages: boolean;
  files: ImportFileFields[];
  jobId: string | null;
  backupId: string | null;
  error: { code: string; message: string } | null;
  createdAt: Date;
  /** Moved on by every chunk; what is left of it is collected then. */
  expiresAt: Date;
}

const schema = new Schema<ImportDoc>(
  {
    _id: { type: String, required: true },
    workspaceId: { type: String, required: true },
    userId: { type: String, required: true },
    state: { type: String, required: true },
    connectionId: { type: String, default: null },
    includeMessages: { type: Boolean, default: false },
    files: { type: Schema.Types.Mixed, default: [] },
    jobId: { type: String, default: null },
    backupId: { type: String, default: null },
    error: { type: Schema.Types.Mixed, default: null },
    expiresAt: { type: Date, required: true },
  },
  { timestamps: { createdAt: true, updatedAt: false }, collection: 'imports', minimize: false },
);
schema.index({ workspaceId: 1, _id: -1 });
// For the collector, which also has blobs to remove: no TTL.
schema.index({ expiresAt: 1 });
schema.plugin(workspaceScope);

/** The upload of an archive's parts, and what became of it. */
export const importModel = (connection: Connection) => connection.model<ImportDoc>('Import', schema);
