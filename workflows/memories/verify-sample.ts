import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { createVerifyActivities } from '../../activities/memories/create-verify-activities.ts';

/** One backup per workspace; nobody waits for it, and a workspace whose check fails is not to stop the others for long. */
const reading = proxyActivities<Pick<ReturnType<typeof createVerifyActivities>, 'sampleBackup'>>({
  taskQueue: 'media',
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '5 seconds', maximumInterval: '5 minutes' },
});

/** Started weekly by a Schedule: finds decay before anybody needs the backup. */
export async function verifySample(after: string | null = null): Promise<void> {
  let position: string | null = after;
  do {
    position = await reading.sampleBackup(position);
    if (position && workflowInfo().continueAsNewSuggested) await continueAsNew<typeof verifySample>(position);
  } while (position);
}
