import { type Connection, Schema } from 'mongoose';
import type { Warning } from '../contracts/common.ts';
import type { JobKind, JobState, JobStep } from '../contracts/jobs.ts';
import { workspaceScope } from './workspace-scope.ts';

export interface JobDoc {
  _id: string;
  workspaceId: string;
  userId: string;
  kind: JobKind;
  state: JobState;
  workflowId: string;
  subject: { type: string; id: string; name: string };
  steps: JobStep[];
  percent: number;
  etaSeconds: number | null;
  counts: Record<string, number>;
  warnings: Warning[];
  result: Record<string, unknown> | null;
  error: { code: string; message: string } | null;
  cancelRequestedAt: Date | null;
  attempt: number;
  version: number;
  startedAt: Date | null;
  finishedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<JobDoc>(
  {
    _id: { type: String, required: true },
    workspaceId: { type: String, required: true },
    userId: { type: String, required: true },
    kind: { type: String, required: true },
    state: { type: String, required: true },
    workflowId: { type: String, required: true },
    subject: { type: Schema.Types.Mixed, required: true },
    steps: { type: Schema.Types.Mixed, default: [] },
    percent: { type: Number, default: 0 },
    etaSeconds: { type: Number, default: null },
    counts: { type: Schema.Types.Mixed, default: {} },
    warnings: { type: Schema.Types.Mixed, default: [] },
    result: { type: Schema.Types.Mixed, default: null },
    error: { type: Schema.Types.Mixed, default: null },
    cancelRequestedAt: { type: Date, default: null },
    attempt: { type: Number, default: 1 },
    version: { type: Number, default: 0 },
    startedAt: { type: Date, default: null },
    finishedAt: { type: Date, default: null },
  },
  { timestamps: true, collection: 'jobs', minimize: false },
);
schema.index({ workspaceId: 1, _id: -1 });
schema.index({ workspaceId: 1, state: 1, _id: -1 });
schema.index({ workspaceId: 1, 'subject.id': 1 }, { unique: true });
schema.plugin(workspaceScope);

/** One long task as the user sees it. */
export const jobModel = (connection: Connection) => connection.model<JobDoc>('Job', schema);
