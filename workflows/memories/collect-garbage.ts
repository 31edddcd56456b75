import { continueAsNew, proxyActivities, sleep, workflowInfo } from '@temporalio/workflow';
import type { createCareActivities } from '../../activities/memories/create-care-activities.ts';
import type { CollectGarbageInput } from '../../schemas/contracts/workflows.ts';

/**
 * Our own database and storage: repeated until they answer. A step ends after a bounded piece of work, save the erasure
 * of one backup, which may have many files.
 */
const care = proxyActivities<ReturnType<typeof createCareActivities>>({
  taskQueue: 'network',
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
});

/** A backup that is being stopped takes a moment; one that can't be stopped is left to the daily collection. */
const patience = { every: '20 seconds', rounds: 90 } as const;

/**
 * Started daily by a Schedule, and for each wish of an account's owner to be erased: erases deleted backups that are
 * due, then the pictures that nothing uses any more, then uploads nobody went on with.
 */
export async function collectGarbage(input?: CollectGarbageInput): Promise<void> {
  for (let round = 0; round < patience.rounds; round += 1) {
    while (await care.purgeBackup()) if (isLong()) await continueAsNew<typeof collectGarbage>(input);
    let position = await care.sweepAssets(null);
    while (position) position = await care.sweepAssets(position);
    while (await care.eraseUnused()) if (isLong()) await continueAsNew<typeof collectGarbage>(input);
    await care.expireUploads();
    const open = await care.finishDeletions();
    if (!input || !open.includes(input.untilDeleted)) return;
    if (isLong()) await continueAsNew<typeof collectGarbage>(input);
    await sleep(patience.every);
  }
}

const isLong = () => workflowInfo().continueAsNewSuggested;
