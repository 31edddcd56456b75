import { type Connection, Schema } from 'mongoose';
import type { Verification } from '../contracts/care.ts';
import { workspaceScope } from './workspace-scope.ts';

export interface VerificationDoc extends Omit<Verification, 'id' | 'startedAt' | 'finishedAt'> {
  _id: string;
  /** Where a check under way goes on; saved together with what was found up to there. */
  position: { step: string; after: string | null } | null;
  startedAt: Date;
  finishedAt: Date | null;
}

const schema = new Schema<VerificationDoc>(
  {
    _id: { type: String, required: true },
    workspaceId: { type: String, required: true },
    backupId: { type: String, required: true },
    jobId: { type: String, default: null },
    state: { type: String, required: true },
    scope: { type: String, required: true },
    checked: { _id: false, blobs: Number, entries: Number, bytes: Number },
    findings: { type: Schema.Types.Mixed, default: [] },
    findingsTotal: { type: Number, default: 0 },
    position: { type: Schema.Types.Mixed, default: null },
    startedAt: { type: Date, required: true },
    finishedAt: { type: Date, default: null },
  },
  { collection: 'verifications', minimize: false },
);
schema.index({ workspaceId: 1, backupId: 1, _id: -1 });
schema.plugin(workspaceScope);

/** What a re-reading of a backup found. */
export const verificationModel = (connection: Connection) =>
  connection.model<VerificationDoc>('Verification', schema);
