import { ActivityFailure, ApplicationFailure, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { createMailActivities } from '../../activities/mail/create-mail-activities.ts';
import type { SendMailInput } from '../../schemas/contracts/workflows.ts';

type Activities = ReturnType<typeof createMailActivities>;

/**
 * A mail is the one effect that may be repeated after a lost answer: a second copy is a nuisance, a link that
 * never comes locks a person out. For a day, then nobody waits for it any more.
 */
const { deliverMail } = proxyActivities<Activities>({
  taskQueue: 'network',
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '1 day',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 3, maximumInterval: '15 minutes' },
});

/** Bookkeeping in our own database: repeated until it is done. */
const { giveUpMail } = proxyActivities<Activities>({
  taskQueue: 'network',
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** Sends one mail, or notes that it could not be sent. */
export async function sendMail({ mailId }: SendMailInput): Promise<'sent' | 'failed' | 'unknown'> {
  try {
    const delivery = await deliverMail({ mailId });
    if (delivery === 'sent') return 'sent';
    await giveUpMail({ mailId, state: 'failed' });
    return 'failed';
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    const state = isRefusal(error.cause) ? 'failed' : 'unknown';
    await giveUpMail({ mailId, state });
    return state;
  }
}

/** A definite "no" of the mail server; everything else may have been sent after all. */
const isRefusal = (cause: unknown) => cause instanceof ApplicationFailure && cause.type === 'rejected';
