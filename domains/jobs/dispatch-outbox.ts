import {
  defineSearchAttributeKey,
  type SearchAttributePair,
  TypedSearchAttributes,
} from '@temporalio/common';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { readablePrefix, taskQueues } from '../../schemas/contracts/workflows.ts';
import type { OutboxDoc } from '../../schemas/models/outbox.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'temporal' | 'logger'>;

const leaseMs = 10_000;
const longestWaitMs = 60_000;

/**
 * Starts the workflows that are due, or only the one of `id`; returns how many were started. Starting is
 * harmless to repeat: a running workflow of that id is kept, and one that has ended finds its work done and
 * stops. When Temporal is away the rows stay and are tried again with growing waits.
 */
export async function dispatchOutbox(dependencies: Dependencies, id?: string): Promise<number> {
  let started = 0;
  for (;;) {
    const row = await claim(dependencies, id);
    if (!row) return started;
    try {
      await start(dependencies, row);
      await dependencies.mongo.models.outbox.updateOne(
        { _id: row._id },
        { $set: { startedAt: dependencies.clock.date() } },
      );
      started += 1;
    } catch (error) {
      dependencies.logger.warn(
        { err: error, workflowId: row.workflowId },
        'workflow could not be started yet',
      );
      return started;
    }
    if (id) return started;
  }
}

/** Takes one due row for a while, so that no other process tries it at the same time. */
function claim({ mongo, clock }: Dependencies, id?: string): Promise<OutboxDoc | null> {
  const now = clock.now();
  return mongo.models.outbox
    .findOneAndUpdate(
      { startedAt: null, nextAttemptAt: { $lte: new Date(now) }, ...(id ? { _id: id } : {}) },
      [
        {
          $set: {
            attempts: { $add: ['$attempts', 1] },
            nextAttemptAt: {
              $add: [
                new Date(now + leaseMs),
                { $min: [{ $multiply: ['$attempts', '$attempts', 1000] }, longestWaitMs] },
              ],
            },
          },
        },
      ],
      { sort: { nextAttemptAt: 1 }, returnDocument: 'after', updatePipeline: true },
    )
    .lean();
}

async function start({ temporal }: Dependencies, row: OutboxDoc): Promise<void> {
  const attributes: SearchAttributePair[] = Object.entries(row.searchAttributes).map(([name, value]) => ({
    key: defineSearchAttributeKey(name, 'KEYWORD'),
    value,
  }));
  await temporal.client.workflow.start(row.workflowType, {
    workflowId: row.workflowId,
    taskQueue: taskQueues[row.taskQueue],
    args: [row.input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    typedSearchAttributes: new TypedSearchAttributes(attributes),
    staticSummary: readablePrefix + row.summary,
    ...(row.workspaceId ? { priority: { fairnessKey: row.workspaceId } } : {}),
  });
}
