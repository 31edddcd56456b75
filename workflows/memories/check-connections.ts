import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { createMemoriesActivities } from '../../activities/memories/create-memories-activities.ts';

/** One call to the network per connection, fifty connections per activity. */
const network = proxyActivities<Pick<ReturnType<typeof createMemoriesActivities>, 'checkConnections'>>({
  taskQueue: 'network',
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '5 seconds', maximumInterval: '5 minutes' },
});

/** Started daily by a Schedule: finds logins that the network has ended. */
export async function checkConnections(after: string | null = null): Promise<void> {
  let position: string | null = after;
  do {
    position = await network.checkConnections(position);
    if (position && workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof checkConnections>(position);
  } while (position);
}
