import type { ClientSession } from 'mongoose';
import { ulid } from 'ulid';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { OutboxDoc } from '../../schemas/models/outbox.ts';

export type WorkflowStart = Pick<
  OutboxDoc,
  'workspaceId' | 'workflowType' | 'workflowId' | 'taskQueue' | 'input' | 'searchAttributes' | 'summary'
>;

/**
 * Records, in the caller's transaction, that a workflow is to be started. Call `dispatchOutbox` after the
 * commit; if the process dies in between, the sweeper does.
 */
export async function enqueueWorkflow(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  session: ClientSession,
  start: WorkflowStart,
): Promise<string> {
  const id = ulid(clock.now());
  await mongo.models.outbox.create([{ _id: id, ...start, nextAttemptAt: clock.date() }], { session });
  return id;
}
