import { type Connection, Schema } from 'mongoose';
import type { TaskQueue, WorkflowType } from '../contracts/workflows.ts';

export interface OutboxDoc {
  _id: string;
  workspaceId: string | null;
  workflowType: WorkflowType;
  workflowId: string;
  taskQueue: TaskQueue;
  /** Ids and small facts only: it ends up in a workflow history. */
  input: Record<string, unknown>;
  searchAttributes: Record<string, string>;
  /** Readable line for the Temporal UI, without personal data. */
  summary: string;
  attempts: number;
  nextAttemptAt: Date;
  startedAt: Date | null;
  createdAt: Date;
}

const schema = new Schema<OutboxDoc>(
  {
    _id: { type: String, required: true },
    workspaceId: { type: String, default: null },
    workflowType: { type: String, required: true },
    workflowId: { type: String, required: true },
    taskQueue: { type: String, required: true },
    input: { type: Schema.Types.Mixed, required: true },
    searchAttributes: { type: Schema.Types.Mixed, default: {} },
    summary: { type: String, default: '' },
    attempts: { type: Number, default: 0 },
    nextAttemptAt: { type: Date, required: true },
    startedAt: { type: Date, default: null },
  },
  { timestamps: { createdAt: true, updatedAt: false }, collection: 'outbox', minimize: false },
);
schema.index({ startedAt: 1, nextAttemptAt: 1 });
schema.index({ startedAt: 1 }, { name: 'forget', expireAfterSeconds: 7 * 24 * 3600 });

/** A workflow to start, written in the transaction of what it is for; a sweeper starts what a crash left. */
export const outboxModel = (connection: Connection) => connection.model<OutboxDoc>('Outbox', schema);
