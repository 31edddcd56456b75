import {
  CancellationScope,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import type { createVerifyActivities } from '../../activities/memories/create-verify-activities.ts';
import type { VerificationEnding } from '../../domains/memories/verify/finish-verification.ts';
import type { JobState } from '../../schemas/contracts/jobs.ts';
import type { VerifyBackupInput } from '../../schemas/contracts/workflows.ts';

type Activities = ReturnType<typeof createVerifyActivities>;

/** Bookkeeping in our own database: as long as it is away nothing else makes sense either. */
const books = proxyActivities<Pick<Activities, 'beginVerification' | 'finishVerification'>>({
  taskQueue: 'network',
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '500 ms', maximumInterval: '20 seconds' },
});

/** Long; every attempt goes on where the last one saved its position. Hashing is work for the media queue. */
const reading = proxyActivities<Pick<Activities, 'checkBackup'>>({
  taskQueue: 'media',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  startToCloseTimeout: '12 hours',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute', maximumAttempts: 50 },
});

/** Re-reads a backup and compares it with what was saved. Returns the job's final state. */
export async function verifyBackup(input: VerifyBackupInput): Promise<JobState | 'superseded'> {
  try {
    if (!(await books.beginVerification(input))) return 'superseded';
    setCurrentDetails('Reading the files and the ZIP');
    await reading.checkBackup(input);
    return await finish(input, { outcome: 'finished', error: null });
  } catch (error) {
    await CancellationScope.nonCancellable(() => finish(input, endingOf(error)));
    throw error;
  }
}

async function finish(input: VerifyBackupInput, ending: VerificationEnding): Promise<JobState> {
  const state = await books.finishVerification(input, ending);
  setCurrentDetails(`Ended: ${state}`);
  return state;
}

function endingOf(error: unknown): VerificationEnding {
  // An activity may end in another way than by acknowledging: the wish counts.
  if (isCancellation(error) || CancellationScope.current().consideredCancelled)
    return { outcome: 'cancelled', error: null };
  return {
    outcome: 'failed',
    error: {
      code: 'memories.verification_failed',
      message: `The check could not be finished. It says nothing about the backup; try again. (${workflowInfo().runId.slice(0, 8)})`,
    },
  };
}
