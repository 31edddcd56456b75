import { type Connection, Schema } from 'mongoose';
import type { ImportReport } from '../contracts/imports.ts';
import type { JobState } from '../contracts/jobs.ts';
import { workspaceScope } from './workspace-scope.ts';

/** A network whose accounts can be kept. */
export type Network = 'facebook' | 'instagram';

export interface BackupDoc {
  _id: string;
  workspaceId: string;
  userId: string;
  source: 'network' | 'archive';
  /** Null for an archive of an account that is not connected. */
  connectionId: string | null;
  /** The upload it is made from. */
  importId: string | null;
  jobId: string;
  provider: Network;
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
    /** Of the blob in storage, and SHA-256 of the manifest in it; ZIPs of older versions lack both. */
    etag?: string;
    manifestSha256?: string;
  } | null;
  importReport: ImportReport | null;
  deletedAt: Date | null;
  /** When a deleted backup and what nothing else uses is erased. */
  purgeAt: Date | null;
  /** The wish of the account's owner that it be erased, told by the network: no undo. */
  deletionRequestId: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

const count = { type: Number, default: 0 };
const schema = new Schema<BackupDoc>(
  {
    _id: { type: String, required: true },
    workspaceId: { type: String, required: true },
    userId: { type: String, required: true },
    source: { type: String, default: 'network' },
    connectionId: { type: String, default: null },
    importId: { type: String, default: null },
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
    importReport: { type: Schema.Types.Mixed, default: null },
    deletedAt: { type: Date, default: null },
    purgeAt: { type: Date, default: null },
    deletionRequestId: { type: String, default: null },
    finishedAt: { type: Date, default: null },
  },
  { timestamps: { createdAt: true, updatedAt: false }, collection: 'backups', minimize: false },
);
schema.index({ workspaceId: 1, _id: -1 });
schema.index({ purgeAt: 1 }, { sparse: true });
schema.index({ deletionRequestId: 1 }, { sparse: true });
schema.plugin(workspaceScope);

/** A complete snapshot of an account: its memories point at assets, shared with other backups. */
export const backupModel = (connection: Connection) => connection.model<BackupDoc>('Backup', schema);
