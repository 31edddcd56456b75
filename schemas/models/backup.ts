import { type Connection, Schema } from 'mongoose';
import type { JobState } from '../contracts/jobs.ts';
import { workspaceScope } from './workspace-scope.ts';

export interface BackupDoc {
  _id: string;
  workspaceId: string;
  userId: string;
  connectionId: string;
  jobId: string;
  provider: 'facebook';
  name: string;
  account: { remoteId: string; displayName: string };
  includePosts: boolean;
  /** What was noticed about the whole, by code: a missing permission, an ended login, a page limit. */
  notes: string[];
  state: JobState;
  counts: {
    photos: number;
    newPhotos: number;
    duplicates: number;
    failedPhotos: number;
    posts: number;
    captions: number;
    bytes: number;
  };
  archive: {
    blobName: string;
    bytes: number;
    sha256: string;
    entries: number;
    verifiedAt: Date;
  } | null;
  createdAt: Date;
  finishedAt: Date | null;
}

const count = { type: Number, default: 0 };
const schema = new Schema<BackupDoc>(
  {
    _id: { type: String, required: true },
    workspaceId: { type: String, required: true },
    userId: { type: String, required: true },
    connectionId: { type: String, required: true },
    jobId: { type: String, required: true },
    provider: { type: String, required: true },
    name: { type: String, required: true },
    account: { _id: false, remoteId: String, displayName: String },
    includePosts: { type: Boolean, default: true },
    notes: { type: [String], default: [] },
    state: { type: String, required: true },
    counts: {
      _id: false,
      photos: count,
      newPhotos: count,
      duplicates: count,
      failedPhotos: count,
      posts: count,
      captions: count,
      bytes: count,
    },
    archive: { type: Schema.Types.Mixed, default: null },
    finishedAt: { type: Date, default: null },
  },
  { timestamps: { createdAt: true, updatedAt: false }, collection: 'backups', minimize: false },
);
schema.index({ workspaceId: 1, _id: -1 });
schema.plugin(workspaceScope);

/** A complete snapshot of an account: its memories point at assets, shared with other backups. */
export const backupModel = (connection: Connection) => connection.model<BackupDoc>('Backup', schema);
