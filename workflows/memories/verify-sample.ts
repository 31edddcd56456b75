import {
  ActivityFailure,
  ApplicationFailure,
  continueAsNew,
  isCancellation,
  log,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { createVerifyActivities } from '../../activities/memories/create-verify-activities.ts';

type Activities = ReturnType<typeof createVerifyActivities>;

const planning = proxyActivities<Pick<Activities, 'findWorkspaceToSample'>>({
  taskQueue: 'network',
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '5 seconds', maximumInterval: '5 minutes' },
});

/** Nobody waits for it. Ten attempts outlast a restart of storage; what fails longer is tried again next week. */
const reading = proxyActivities<Pick<Activities, 'sampleBackup'>>({
  taskQueue: 'media',
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '5 seconds', maximumInterval: '5 minutes', maximumAttempts: 10 },
});

/**
 * One backup of every workspace, started weekly by a Schedule: finds decay before anybody needs the backup. A workspace
 * whose check can't be done does not hold up the others.
 */
export async function verifySample(after: string | null = null): Promise<void> {
  let position = await planning.findWorkspaceToSample(after);
  while (position) {
    try {
      await reading.sampleBackup(position);
    } catch (error) {
      if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
      const { cause } = error;
      const reason = cause instanceof ApplicationFailure ? cause.type : cause?.name;
      log.warn('a weekly sample could not be checked', { workspaceId: position, reason });
    }
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof verifySample>(position);
    position = await planning.findWorkspaceToSample(position);
  }
}
